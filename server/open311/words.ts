import { ATTRIBUTES } from './form.ts'
import type { RequestRow, ServiceRow } from './store.ts'

/** The day this door's rules last changed. */
const CHANGESET = '2026-03-01T00:00:00Z'
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2'
const FORMATS = ['text/xml', 'application/json']

/** @param url absolute address of this endpoint */
export const discoveryOf = (url: string, district: { name: string; demo: boolean }) => ({
  changeset: CHANGESET,
  contact: `${district.name}网格中心 · grid centre`,
  key_service: '密钥由本单位管理员发放 · the administrator of the installation hands out keys',
  endpoints: [
    {
      specification: SPECIFICATION,
      url,
      changeset: CHANGESET,
      type: district.demo ? 'test' : 'production',
      formats: FORMATS,
    },
  ],
})

export const serviceOf = ({ code, name, basis, group }: ServiceRow) => ({
  service_code: code,
  service_name: name,
  description: basis ?? '未定具体事项 · the matter is not known yet',
  metadata: true,
  type: 'realtime',
  keywords: [name, group].filter(Boolean).join(','),
  group: group ?? name,
})

export const definitionOf = ({ code }: ServiceRow) => ({ service_code: code, attributes: ATTRIBUTES })

export const requestOf = (row: RequestRow) => ({
  service_request_id: String(row.id),
  status: row.closed ? 'closed' : 'open',
  status_notes: row.result,
  service_name: row.service_name,
  service_code: row.service_code,
  description: row.description,
  agency_responsible: row.agency,
  service_notice: null,
  requested_datetime: row.requested.toISOString(),
  updated_datetime: row.updated.toISOString(),
  expected_datetime: row.expected?.toISOString() ?? null,
  address: null,
  address_id: row.micro_grid,
  zipcode: null,
  lat: row.lat,
  long: row.lon,
  media_url: row.photo !== null && URL.canParse(row.photo) ? row.photo : null,
})
