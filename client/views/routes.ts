import type { Component } from 'svelte'
import type { Role } from '../../server/api/terms.ts'
import type { Word } from '../i18n/zh.ts'

/** One screen: who may see it, and how it is fetched. Its code comes only when it is opened. */
export interface Route {
  view: string
  title: Word
  roles: readonly Role[]
  load(): Promise<{ default: Component }>
}

/** Every screen. */
export const ROUTES: readonly Route[] = [
  {
    view: 'situation',
    title: 'nav.situation',
    roles: ['leader', 'planner', 'operator', 'administrator'],
    load: () => import('./situation/Situation.svelte'),
  },
  {
    view: 'plan',
    title: 'nav.plan',
    roles: ['leader', 'planner', 'operator', 'administrator'],
    load: () => import('./plan/Plans.svelte'),
  },
  { view: 'tasks', title: 'nav.tasks', roles: ['officer'], load: () => import('./officer/Tasks.svelte') },
  {
    view: 'desk',
    title: 'nav.desk',
    roles: ['operator', 'leader', 'planner', 'administrator'],
    load: () => import('./desk/Desk.svelte'),
  },
  {
    view: 'territory',
    title: 'nav.territory',
    roles: ['administrator'],
    load: () => import('./territory/Territory.svelte'),
  },
]

/** Where a role begins. */
const HOMES: Record<Role, string> = {
  leader: 'situation',
  planner: 'plan',
  operator: 'desk',
  administrator: 'desk',
  officer: 'tasks',
}

export const routesOf = (role: Role): Route[] => ROUTES.filter(({ roles }) => roles.includes(role))

/** The screen the address names where the role may see it, else its home. */
export const routeFor = (role: Role, view: string | null): Route => {
  const open = routesOf(role)
  return open.find((route) => route.view === view) ?? open.find((route) => route.view === HOMES[role])!
}
