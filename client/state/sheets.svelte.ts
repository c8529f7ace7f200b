export type Sheet = 'search' | 'help'

/** Which sheet lies over the page; one at most. */
class Sheets {
  open = $state<Sheet | null>(null)

  show(sheet: Sheet) {
    this.open = sheet
  }

  close() {
    this.open = null
  }
}

export const sheets = new Sheets()
