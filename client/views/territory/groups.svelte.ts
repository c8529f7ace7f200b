/** Layer groups that the open panel asks the map to show beside the borders of the edition. */
class Groups {
  shown = $state.raw<readonly string[]>([])
}

export const groups = new Groups()
