import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readCvrplib } from '../../../../geo/rounds/instances/cvrplib.ts'
import { fieldOf } from '../../../../geo/rounds/instances/fieldOf.ts'
import { readSolomon } from '../../../../geo/rounds/instances/solomon.ts'
import { testData } from '../../../testData.ts'
import { cvrplib, solomon } from './small.ts'

describe('instances', () => {
  it('are read as their files say', () => {
    const timed = readSolomon(solomon)
    expect(timed).toMatchObject({ name: 'small', capacity: 20, vehicles: 3, x: [0, 3, 0, 6], y: [0, 4, 10, 8] })
    expect(timed.times).toEqual({ ready: [0, 10, 0, 0], due: [200, 40, 100, 100], service: [0, 5, 5, 5] })
    expect(readSolomon(solomon.replaceAll('\n', '\r\n'))).toEqual(timed)
    expect(readCvrplib(cvrplib)).toEqual({ ...timed, vehicles: null, times: null })
  })

  it('become fields in whole units, exact lengths never shorter than they are', () => {
    const instance = { ...readSolomon(solomon), x: [0, 1, 0, 6], y: [0, 1, 10, 8] }
    expect(fieldOf(instance, 'exact').field.legs.of(0, 1)).toBe(14143)
    expect(fieldOf(instance, 'dimacs').field.legs.of(0, 1)).toBe(14)
    expect(fieldOf(instance, 'integer').field.legs.of(0, 1)).toBe(1)
    expect(fieldOf(instance, 'exact').field.due[1]).toBe(400_000)
    expect(fieldOf(readCvrplib(cvrplib), 'integer').field.timed).toBe(false)
  })

  it.each([
    ['no vehicles', solomon.replace('VEHICLE', 'CARS'), /line 1: expected a section VEHICLE/],
    ['a column missing', solomon.replace('    5\n', '\n'), /line 10: expected number, x, y.*, got 1 +3/],
    ['a customer missing', solomon.replace(/ {4}2 .*\n/, ''), /line 11: expected customer 2, got 3/],
    [
      'a demand over the capacity',
      solomon.replace('8    10', '21   10'),
      /whole demands from 0 to 20, got 21 at place 1/,
    ],
    [
      'a window that ends before',
      solomon.replace('10    40', '50    40'),
      /windows that end after they begin, got place 1/,
    ],
    ['no customers', 'x\nVEHICLE\n1 2', /at least one customer/],
    ['nothing', '', /VEHICLE/],
  ])('with %s are refused by line', (_, text, words) => {
    expect(() => readSolomon(text)).toThrow(words)
  })

  it.each([
    ['a matrix', cvrplib.replace('EUC_2D', 'EXPLICIT'), /EDGE_WEIGHT_TYPE : EUC_2D, got EXPLICIT/],
    ['a longest route', cvrplib.replace('CAPACITY', 'DISTANCE : 7\nCAPACITY'), /no DISTANCE, got 7/],
    ['two depots', cvrplib.replace('\n-1', '\n2\n-1'), /one depot, node 1, got 1 2/],
    ['a node missing', cvrplib.replace('2 3 4\n', ''), /line 8: expected node 2/],
    ['fewer nodes than told', cvrplib.replace('DIMENSION : 4', 'DIMENSION : 5'), /5 nodes, got 4 nodes/],
    ['a demand missing', cvrplib.replace('4 7\n', ''), /a demand for each of 4 places, got 3 demands/],
    ['no capacity', cvrplib.replace('CAPACITY : 20', 'CAPACITY : none'), /a capacity above 0/],
    ['words', 'hello world', /line 1: expected KEY : value/],
  ])('of CVRPLIB with %s are refused by line', (_, text, words) => {
    expect(() => readCvrplib(text)).toThrow(words)
  })

  it.skipIf(testData === undefined)('of the public sets are all read (ONEGRID_TEST_DATA)', () => {
    const folder = path.join(testData!, 'instances')
    const files = globSync('{solomon100,gh200,gh1000,uchoaX}/*.{txt,vrp}', { cwd: folder })
    expect(files.length).toBeGreaterThan(100)
    for (const file of files) {
      const text = readFileSync(path.join(folder, file), 'utf8')
      const instance = file.endsWith('.vrp') ? readCvrplib(text) : readSolomon(text)
      const size = /-n(\d+)-/.exec(file)?.[1] ?? { solomon100: 101, gh200: 201, gh1000: 1001 }[path.dirname(file)]
      expect(instance.x.length, file).toBe(Number(size))
    }
  })
})
