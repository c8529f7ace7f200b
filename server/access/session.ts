import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Account } from './account.ts'

/** An open session as a request sees it. */
export interface Session {
  account: Account
  /** SHA-256 of the cookie's token: the session's name in the database. */
  tokenHash: Buffer
  /** What every request that changes something must repeat in `x-csrf-token`. */
  csrf: string
}

/** A session ends after two hours without a request, and after a working day in any case (OWASP ASVS 5.0, 7.3). */
export const IDLE_MS = 2 * 3_600_000
export const ABSOLUTE_MS = 12 * 3_600_000

/** 256 random bits as base64url: session tokens, CSRF tokens and keys of other systems. */
export const newToken = (): string => randomBytes(32).toString('base64url')

/** What is stored instead of a token. */
export const digest = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Whether two secrets are the same text, in time that does not depend on where they differ. */
export const sameSecret = (left: string, right: string): boolean => timingSafeEqual(digest(left), digest(right))
