/** The present moment of the screens, ms; ticks once a second while anybody looks. */
class Clock {
  now = $state(Date.now())
  /** Moves once in ten seconds: for lists of time left, which need no seconds. */
  slow = $derived(Math.floor(this.now / 10_000) * 10_000)

  start(): () => void {
    const timer = setInterval(() => {
      this.now = Date.now()
    }, 1000)
    return () => clearInterval(timer)
  }
}

export const clock = new Clock()
