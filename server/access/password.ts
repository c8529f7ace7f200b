import { randomBytes, randomInt, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { Problem } from '../errors.ts'

/** OWASP Password Storage Cheat Sheet: scrypt N=2^15, r=8, p=3 (32 MiB a hash), as strong as N=2^17, p=1. */
const COST = { N: 2 ** 15, r: 8, p: 3 }
const KEY_BYTES = 32

/** Each hash holds one of libuv's four threads for about a tenth of a second: never more than two at once. */
const AT_ONCE = 2
const WAITING = 100

let running = 0
const waiting: (() => void)[] = []

/** Hashes a password as `scrypt$N$r$p$salt$key`, so that a later cost needs no migration. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, salt, COST, KEY_BYTES)
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), key.toString('base64url')].join('$')
}

/** Whether a password fits a stored hash; the comparison takes constant time. */
export async function fitsPassword(password: string, stored: string): Promise<boolean> {
  const [kind, n, r, p, salt, key] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || key === undefined) return false
  const expected = Buffer.from(key, 'base64url')
  const cost = { N: Number(n), r: Number(r), p: Number(p) }
  const derived = await derive(password, Buffer.from(salt, 'base64url'), cost, expected.length)
  return timingSafeEqual(derived, expected)
}

/** A hash no password fits, costing as much to try as a real one: unknown logins take as long as known ones. */
export const DECOY = ['scrypt', COST.N, COST.r, COST.p, 'A'.repeat(22), 'A'.repeat(43)].join('$')

/** Letters and digits that no eye takes for one another. */
const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password of 79 random bits in four groups, easy to type from paper. */
export function newPassword(): string {
  const group = () => Array.from({ length: 4 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

async function derive(password: string, salt: Buffer, cost: ScryptOptions, bytes: number): Promise<Buffer> {
  await turn()
  try {
    return await new Promise((resolve, reject) => {
      const options = { ...cost, maxmem: 64 * 2 ** 20 }
      scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)))
    })
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

async function turn(): Promise<void> {
  if (running < AT_ONCE) {
    running += 1
    return
  }
  if (waiting.length >= WAITING) throw new Problem('too-busy')
  await new Promise<void>((resolve) => waiting.push(resolve))
}
