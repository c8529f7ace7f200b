import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../../../server/errors.ts'
import { readFeatureFile } from '../../../../server/territory/import/featureStream.ts'

/** The text in pieces cut at these places, in bytes: in the middle of characters too. */
async function* pieces(text: string, cuts: readonly number[]): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  for (let n = 1; n < at.length; n++) yield bytes.subarray(at[n - 1], at[n])
}
const read = (text: string, cuts: readonly number[] = [], limit?: number) => readFeatureFile(pieces(text, cuts), limit)
const collection = (features: unknown) => JSON.stringify({ type: 'FeatureCollection', features })
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'taken',
    (error: unknown) => (error instanceof Problem ? error.code : error),
  )

describe('a FeatureCollection as it streams in', () => {
  it('is what JSON.parse makes of it, wherever it is cut', async () => {
    const json = fc.jsonValue()
    const cuts = fc.array(fc.nat(), { maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(
        fc.array(json),
        fc.dictionary(fc.string(), json),
        cuts,
        fc.boolean(),
        async (features, more, at, first) => {
          const { type: _, features: __, crs: ___, ...rest } = more
          const whole = first
            ? { type: 'FeatureCollection', features, ...rest }
            : { ...rest, note: 'a ] } " \\" {', features, type: 'FeatureCollection' }
          const text = JSON.stringify(whole, null, first ? 2 : 0)
          expect((await read(text, at)).features).toEqual(JSON.parse(text).features)
        },
      ),
      { numRuns: 300 },
    )
  })

  it('keeps Chinese names that are cut in the middle of a character', async () => {
    const text = collection([{ type: 'Feature', properties: { name: '沙县区' }, geometry: null }])
    for (let cut = 0; cut < text.length + 6; cut++) {
      expect((await read(text, [cut])).features).toEqual(JSON.parse(text).features)
    }
  })

  it('tells which system the file names', async () => {
    const named = (name: string) =>
      `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"${name}"}},"features":[]}`
    expect((await read(named('urn:ogc:def:crs:EPSG::4490'))).declaredCrs).toBe('urn:ogc:def:crs:EPSG::4490')
    expect((await read(collection([]))).declaredCrs).toBeNull()
  })

  it('may begin with a byte order mark', async () => {
    expect((await read(`\uFEFF${collection([1])}`)).features).toEqual([1])
  })

  it.each([
    ['', 'malformed-json'],
    ['{"type":"FeatureCollection","features":[{"a":1}', 'malformed-json'],
    ['{"type":"FeatureCollection","features":[{"a":1},]}', 'malformed-json'],
    ['{"type":"FeatureCollection","features":[{"a":}]}', 'malformed-json'],
    ['{"type":"FeatureCollection","features":[{}]}]', 'malformed-json'],
    ['{"type":"FeatureCollection","features":[{}],"features":[]}', 'malformed-json'],
    ['{"type":"Feature","geometry":null}', 'invalid-input'],
    ['{"type":"FeatureCollection"}', 'invalid-input'],
    ['[]', 'invalid-input'],
    ['null', 'invalid-input'],
  ])('refuses %s', async (text, code) => {
    expect(await refusal(read(text))).toBe(code)
  })

  it('refuses bytes that are not UTF-8', async () => {
    async function* gbk() {
      yield new Uint8Array([0x7b, 0x22, 0xc9, 0xb3, 0xcf, 0xd8, 0x22])
    }
    expect(await refusal(readFeatureFile(gbk()))).toBe('malformed-json')
  })

  it('stops as soon as the limit is passed', async () => {
    let given = 0
    async function* endless() {
      for (;;) {
        given += 1
        yield new TextEncoder().encode(' '.repeat(1000))
      }
    }
    expect(await refusal(readFeatureFile(endless(), 10_000))).toBe('body-too-large')
    expect(given).toBe(11)
  })
})
