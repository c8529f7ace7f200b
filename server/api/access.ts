/** Contract of signing in. */
import { z } from 'zod'
import { Role } from './terms.ts'

export const SignIn = z.strictObject({ login: z.string().min(1).max(64), password: z.string().min(1).max(256) })
export type SignIn = z.infer<typeof SignIn>

/** A new password of one's own; the present one is asked for again. */
export const PasswordChange = z.strictObject({
  current: z.string().min(1).max(256),
  next: z.string().min(12).max(256),
})
export type PasswordChange = z.infer<typeof PasswordChange>

export const Me = z.object({
  login: z.string(),
  name: z.string(),
  role: Role,
  unit: z.string(),
  csrf: z.string(),
})
export type Me = z.infer<typeof Me>
