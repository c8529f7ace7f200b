/** Why this door says no: GeoReport's status and one sentence. */
export class Refusal extends Error {
  readonly status: 400 | 403 | 404

  constructor(status: 400 | 403 | 404, description: string) {
    super(description)
    this.status = status
  }
}
