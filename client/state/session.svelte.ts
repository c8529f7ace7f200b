import type { Me } from '../../server/api/access.ts'
import type { Role } from '../../server/api/terms.ts'
import * as api from '../api.ts'
import { door } from '../ask.ts'

/** Set while this browser believes it is signed in, so that a first visit asks nothing it cannot have. */
const MARK = 'onegrid.signed-in'

/** Who is using the product; null while nobody is. */
class SessionState {
  me = $state.raw<Me | null>(null)
  /** False until the first answer about the session is in. */
  known = $state(false)
  /** The session ended under the person's hands. */
  expired = $state(false)

  get role(): Role | null {
    return this.me?.role ?? null
  }

  async resume() {
    door.onSignedOut = () => this.#forget(true)
    if (localStorage.getItem(MARK) !== null) {
      await api.whoAmI().then(
        (me) => this.#take(me),
        () => undefined,
      )
    }
    this.known = true
  }

  async signIn(login: string, password: string) {
    this.#take(await api.signIn({ login, password }))
  }

  async signOut() {
    await api.signOut().catch(() => undefined)
    this.#forget(false)
  }

  #take(me: Me) {
    this.me = me
    this.expired = false
    door.csrf = me.csrf
    localStorage.setItem(MARK, '1')
  }

  #forget(expired: boolean) {
    this.expired = expired && this.me !== null
    this.me = null
    door.csrf = ''
    localStorage.removeItem(MARK)
  }
}

export const session = new SessionState()
