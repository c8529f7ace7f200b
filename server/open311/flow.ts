import { randomUUID } from 'node:crypto'
import type { Account } from '../access/account.ts'
import { accountOfKey } from '../access/accounts.ts'
import { Problem } from '../errors.ts'
import type { House } from '../house.ts'
import { actorOf } from '../report/actorOf.ts'
import { receive } from '../report/flow.ts'
import { type Form, intakeOf, isPersonal } from './form.ts'
import { Refusal } from './refusal.ts'
import { searchOf } from './search.ts'
import { type RequestRow, requestsFor, type ServiceRow, serviceByCode } from './store.ts'

/** The account behind a key; 403 for a missing, unknown or revoked one. */
export async function holderOf(house: House, key: string | undefined): Promise<Account> {
  const account = key === undefined ? undefined : await accountOfKey(house, key)
  if (account === undefined) throw new Refusal(403, 'api_key is missing or not valid')
  return account
}

export async function knownService(house: House, code: string): Promise<ServiceRow> {
  const service = await serviceByCode(house.db, code)
  if (service === undefined) throw new Refusal(404, `service_code ${code.slice(0, 80)} was not found`)
  return service
}

/**
 * Takes a request in as a report of the key's account. A sender that may repeat itself sends `Idempotency-Key`, and
 * then gets the same id again.
 */
export async function submit(house: House, form: Form, account: Account, idempotencyKey = randomUUID() as string) {
  if (!['operator', 'officer'].includes(account.role)) throw new Refusal(403, 'this api_key may not report')
  if (form.service_code === undefined) throw new Refusal(400, 'service_code was not provided')
  const service = await knownService(house, form.service_code)
  const wish = { code: service.code, matter: service.basis !== null }
  const intake = intakeOf(form, wish, `open311-${account.id}-${idempotencyKey}`, house.now())
  const [receipt] = await receive(house, [{ intake }], await actorOf(house.db, account))
  if (receipt === undefined || receipt instanceof Problem) throw asRefusal(receipt)
  return {
    service_request_id: String(receipt.id),
    service_notice: isPersonal(form) ? '联系方式不予保存 · personal details are not kept' : null,
    account_id: null,
  }
}

/** Requests by GeoReport's arguments, as far as the key's account may see them. */
export async function search(house: House, form: Form, account: Account): Promise<RequestRow[]> {
  return requestsFor(house.db, searchOf(form, house.now()), await actorOf(house.db, account))
}

/** One request; 404 when there is none, or none for this account. */
export async function requestById(house: House, id: string, account: Account): Promise<RequestRow> {
  const known = /^\d{1,15}$/.test(id)
  const [row] = known ? await search(house, { service_request_id: id }, account) : []
  if (row === undefined) throw new Refusal(404, `service_request_id ${id.slice(0, 80)} was not found`)
  return row
}

function asRefusal(problem: Problem | undefined): Error {
  const flaw = problem?.flaws[0]
  if (problem === undefined || problem.status >= 500) return problem ?? new Problem('internal')
  return new Refusal(400, flaw ? `${flaw.path}: expected ${flaw.expected}, got ${flaw.got}` : problem.message)
}
