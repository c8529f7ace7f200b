/** Contract of the life of an edition: approval, publication, withdrawal. */
import { z } from 'zod'

/** `knownFaults`: the explicit word without which an edition with open faults is not approved. */
export const ApprovalIn = z.strictObject({ knownFaults: z.boolean().default(false) })
export type ApprovalIn = z.input<typeof ApprovalIn>

/** `from`: the first local day in force, today or later. */
export const PublicationIn = z.strictObject({ from: z.iso.date() })
export type PublicationIn = z.infer<typeof PublicationIn>

export const WithdrawalIn = z.strictObject({ reason: z.string().trim().min(1).max(500) })
export type WithdrawalIn = z.infer<typeof WithdrawalIn>
