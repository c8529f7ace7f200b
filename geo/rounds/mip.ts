import highsLoader, { type Highs, type ModelStatusCode } from 'highs'

/** A mixed-integer linear model: least Σ cost · x under rows, lower ≤ Σ factor · x ≤ upper. Columns and rows count from 0. */
export interface MipModel {
  columns: readonly MipColumn[]
  rows: readonly MipRow[]
}

export interface MipColumn {
  cost: number
  /** Default 0. */
  lower?: number
  /** Default 1, so that a whole column is a yes or no. */
  upper?: number
  /** Whether only whole values count; default true. */
  whole?: boolean
}

export interface MipRow {
  /** Default −∞. */
  lower?: number
  /** Default +∞. */
  upper?: number
  /** Columns that count in the row, each once. */
  columns: readonly number[]
  /** Their factors in the same order; default: 1 each. */
  factors?: readonly number[]
}

/** There is no solving without a limit: HiGHS looks at the clock between its own steps only, so it may overrun a little. */
export interface MipLimits {
  seconds: number
  /** Branching nodes at most: ends at the same place on every machine, as long as the seconds do not run out. */
  nodes?: number
  /** Ends once the found cost is this share above the bound; default 0: proven optimal. */
  gap?: number
  /** A solution that is known already: the search begins from it and never answers a dearer one. */
  start?: ArrayLike<number>
}

export interface MipResult {
  /** 'limit': best so far; 'failed': the solver gave up on the numbers, or on memory. */
  status: 'optimal' | 'limit' | 'infeasible' | 'unbounded' | 'failed'
  /** A value a column, whole ones exactly whole; undefined where nothing was found and no start was given. */
  values: Float64Array | undefined
  /** Infinity without values. */
  cost: number
  /** No solution can cost less. */
  bound: number
}

export type MipSolver = (model: MipModel, limits: MipLimits) => MipResult

/** What a row may be off by: HiGHS' own tolerance of feasibility. */
const TOLERANCE = 1e-6

const STATUS: Partial<Record<ModelStatusCode, MipResult['status']>> = {
  7: 'optimal',
  8: 'infeasible',
  9: 'infeasible',
  10: 'unbounded',
  11: 'limit',
  12: 'limit',
  13: 'limit',
  14: 'limit',
  16: 'limit',
  17: 'limit',
}

/**
 * Loads HiGHS (Huangfu and Hall 2018), compiled to WebAssembly: the answer solves on the calling thread, one thread, and
 * blocks it for as long as its limits say. It throws a RangeError where the model or the start cannot be.
 */
export async function loadMip(): Promise<MipSolver> {
  // Its types say CommonJS, its code is a module: the default export itself is the loader.
  const highs = await (highsLoader as unknown as typeof highsLoader.default)()
  return (model, limits) => solve(highs, model, limits)
}

function solve(highs: Highs, model: MipModel, limits: MipLimits): MipResult {
  const { start } = limits
  if (!(limits.seconds > 0)) throw new RangeError(`more than 0 seconds, got ${limits.seconds}`)
  const wrong = start === undefined ? undefined : brokenBy(model, start)
  if (wrong !== undefined) throw new RangeError(`a start that keeps every bound: ${wrong}`)
  const known = start === undefined ? undefined : Float64Array.from(start)
  const found = model.columns.length === 0 ? nothing(model) : run(highs, model, limits)
  const better =
    found.values !== undefined && (known === undefined || costOf(model, found.values) < costOf(model, known))
  const values = better ? found.values : known
  return { ...found, values, cost: values === undefined ? Infinity : costOf(model, values) }
}

type Run = Pick<MipResult, 'status' | 'values' | 'bound'>

/** HiGHS takes no model without columns: its rows then hold, or they do not. */
function nothing(model: MipModel): Run {
  return brokenBy(model, []) === undefined
    ? { status: 'optimal', values: new Float64Array(0), bound: 0 }
    : { status: 'infeasible', values: undefined, bound: Infinity }
}

function run(highs: Highs, model: MipModel, { seconds, nodes, gap = 0, start }: MipLimits): Run {
  try {
    return highs.withModel(dataOf(model), (solver): Run => {
      solver.options.set({ output_flag: false, time_limit: seconds, mip_rel_gap: gap, mip_abs_gap: 0 })
      if (nodes !== undefined) solver.options.set('mip_max_nodes', nodes)
      if (start !== undefined) solver.setSolution({ colValue: Float64Array.from(start) })
      const status = STATUS[solver.run().modelStatus] ?? 'failed'
      const feasible = solver.info.get('primal_solution_status') === FEASIBLE
      const values = feasible ? rounded(model, solver.getSolution().colValue) : undefined
      const usable = values !== undefined && brokenBy(model, values) === undefined
      const bound = model.columns.some(isWhole) ? Number(solver.info.get('mip_dual_bound')) : solver.getObjectiveValue()
      return { status, values: usable ? values : undefined, bound: status === 'infeasible' ? Infinity : bound }
    })
  } catch (error) {
    if (error instanceof RangeError) throw error
    return { status: 'failed', values: undefined, bound: -Infinity }
  }
}

const FEASIBLE = 2

const isWhole = ({ whole = true }: MipColumn): boolean => whole

function dataOf({ columns, rows }: MipModel) {
  const starts = new Int32Array(rows.length + 1)
  for (const [r, row] of rows.entries()) starts[r + 1] = starts[r]! + row.columns.length
  return {
    numCols: columns.length,
    numRows: rows.length,
    colCost: Float64Array.from(columns, ({ cost }) => cost),
    colLower: Float64Array.from(columns, ({ lower = 0 }) => lower),
    colUpper: Float64Array.from(columns, ({ upper = 1 }) => upper),
    integrality: Int32Array.from(columns, (column) => Number(isWhole(column))),
    rowLower: Float64Array.from(rows, ({ lower = -Infinity }) => lower),
    rowUpper: Float64Array.from(rows, ({ upper = Infinity }) => upper),
    matrix: {
      format: 'csr' as const,
      numRows: rows.length,
      numCols: columns.length,
      starts,
      indices: Int32Array.from(rows.flatMap((row) => row.columns)),
      values: Float64Array.from(rows.flatMap((row) => row.factors ?? row.columns.map(() => 1))),
    },
  }
}

function rounded({ columns }: MipModel, values: Float64Array): Float64Array {
  return values.map((value, k) => (isWhole(columns[k]!) ? Math.round(value) : value))
}

function costOf({ columns }: MipModel, values: Float64Array): number {
  return columns.reduce((sum, { cost }, k) => sum + cost * values[k]!, 0)
}

/** The first bound that values break, in words. */
function brokenBy({ columns, rows }: MipModel, values: ArrayLike<number>): string | undefined {
  if (values.length !== columns.length) return `${columns.length} values, got ${values.length}`
  for (const [k, { lower = 0, upper = 1 }] of columns.entries()) {
    if (outside(values[k]!, lower, upper)) return `column ${k} in ${lower} … ${upper}, got ${values[k]}`
  }
  for (const [r, { lower = -Infinity, upper = Infinity, columns: of, factors }] of rows.entries()) {
    const sum = of.reduce((total, column, k) => total + (factors?.[k] ?? 1) * values[column]!, 0)
    if (outside(sum, lower, upper)) return `row ${r} in ${lower} … ${upper}, got ${sum}`
  }
  return undefined
}

function outside(value: number, lower: number, upper: number): boolean {
  const slack = TOLERANCE * Math.max(1, Math.abs(value))
  return !(value >= lower - slack && value <= upper + slack)
}
