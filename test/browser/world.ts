import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser } from 'playwright-core'
import { addAccount } from '../../server/access/accounts.ts'
import type { Intake, Receipt, ReportDetail } from '../../server/api/report.ts'
import type { Role } from '../../server/api/terms.ts'
import { buildApp } from '../../server/app.ts'
import { buildClient } from '../../server/buildClient.ts'
import type { House } from '../../server/house.ts'
import { reportJobs } from '../../server/report/jobs.ts'
import { openSituation } from '../../server/situation/flow.ts'
import { openStatistics } from '../../server/statistics/flow.ts'
import { Client } from '../client.ts'
import { testHouse } from '../house.ts'
import { CENTRE, type SmallDistrict, smallDistrict, TEAMS } from '../smallDistrict.ts'
import { openBrowser } from './browser.ts'

export interface Account {
  login: string
  password: string
}

/** The product with the small district, real doors and a real browser. */
export interface World {
  base: string
  browser: Browser
  house: House
  district: SmallDistrict
  accounts: Record<'operator' | 'second' | 'officer' | 'leader' | 'planner' | 'administrator', Account>
  /** The operator over plain HTTP, to make things happen behind the browser's back. */
  client: Client
  /** Files a report and waits until the system has routed it, or holds it for a person. */
  file(intake: Intake): Promise<number>
  detail(id: number): Promise<ReportDetail>
  /** Sets the server's clock; it stands still. */
  setNow(at: Date | string): void
  /** What becomes of the live streams of the pages. */
  streams: Streams
  close(): Promise<void>
}

export interface Streams {
  /** They stay open and carry nothing, as when a network drops packets. */
  hush(): void
  /** What was held back goes out. */
  speak(): void
  /** They break, and new ones are refused. */
  cut(): void
  /** New ones are taken again. */
  mend(): void
}

const PEOPLE: Record<keyof World['accounts'], [name: string, role: Role, unit: string]> = {
  operator: ['王值班', 'operator', CENTRE],
  second: ['李值班', 'operator', CENTRE],
  officer: ['陈队员', 'officer', TEAMS[0]],
  leader: ['林区长', 'leader', CENTRE],
  planner: ['赵计划', 'planner', 'urban'],
  administrator: ['吴管理', 'administrator', CENTRE],
}

export async function openWorld(): Promise<World> {
  await buildClient(() => undefined)
  const { house, setNow, close: closeHouse } = await testHouse({ now: new Date() })
  const district = await smallDistrict(house.db)
  await reportJobs(house)
  const folder = mkdtempSync(path.join(tmpdir(), 'onegrid-browser-'))
  const situation = await openSituation(house, folder)
  const statistics = openStatistics(house, situation)
  const { server, streams } = serve(buildApp(house, situation, statistics))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const accounts = {} as World['accounts']
  for (const [login, [name, role, unit]] of Object.entries(PEOPLE) as [
    keyof World['accounts'],
    (typeof PEOPLE)['operator'],
  ][]) {
    accounts[login] = { login, password: (await addAccount(house, { login, name, role, unit })).password }
  }
  const client = new Client(base)
  await client.signIn('operator', accounts.operator.password)
  const detail = async (id: number) => (await client.get<ReportDetail>(`/api/reports/${id}`)).body
  const browser = await openBrowser()
  return {
    base,
    browser,
    house,
    district,
    accounts,
    client,
    detail,
    setNow,
    async file(intake) {
      const { status, body } = await client.post<Receipt>('/api/reports', intake)
      if (status !== 201) throw new Error(`Filing answered ${status}: ${JSON.stringify(body)}`)
      await settled(() => detail(body.id))
      return body.id
    },
    streams,
    async close() {
      await browser.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await statistics.close()
      await situation.close()
      await closeHouse()
      rmSync(folder, { recursive: true })
    },
  }
}

/** The doors, with a hand on the live streams: a test may stop them as a network would. */
function serve(app: RequestListener): { server: Server; streams: Streams } {
  const live = new Set<Socket>()
  let refusing = false
  const server = createServer((request, response) => {
    const isStream = request.url?.startsWith('/api/live') ?? false
    if (isStream && refusing) {
      request.socket.destroy()
      return
    }
    if (isStream) live.add(request.socket)
    app(request, response)
  })
  const streams: Streams = {
    hush: () => live.forEach((socket) => void socket.cork()),
    speak: () => live.forEach((socket) => void socket.uncork()),
    cut() {
      refusing = true
      for (const socket of live) socket.destroy()
      live.clear()
    },
    mend() {
      refusing = false
    },
  }
  return { server, streams }
}

const PATIENCE_MS = 30_000

async function settled(look: () => Promise<ReportDetail>): Promise<void> {
  const until = performance.now() + PATIENCE_MS
  for (;;) {
    const { report } = await look()
    if (report.hold !== null || report.state === 'routed') return
    if (performance.now() > until) throw new Error(`Report ${report.id} is still ${report.state}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
