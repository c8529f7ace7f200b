/** The unprivileged user that PostgreSQL runs as when we are root, which it refuses to be. */
export interface Account {
  name: string
  uid: number
  gid: number
}
