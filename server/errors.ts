/** Every refusal the product can give: its HTTP status and its words in both languages, one table. */
export const PROBLEMS = {
  'malformed-json': [400, '请求体不是有效的 JSON', 'The request body is not valid JSON'],
  'invalid-input': [422, '输入不符合要求', 'The input does not fit the contract'],
  'body-too-large': [413, '请求体超过上限', 'The request body is larger than allowed'],
  'unsupported-media': [415, '不支持的内容类型', 'This content type is not supported'],
  'unknown-format': [415, '无法识别的边界文件格式', 'This is no boundary file of a known format'],
  'unreadable-file': [422, '文件无法读取', 'The file cannot be read'],
  'not-signed-in': [401, '请先登录', 'Please sign in'],
  'wrong-login': [401, '账号或密码不正确', 'Account or password is not right'],
  'locked-out': [429, '登录失败次数过多，请稍后再试', 'Too many failed logins; try again later'],
  'csrf-missing': [403, '防伪令牌缺失或错误，请刷新页面', 'The CSRF token is missing or wrong; reload the page'],
  'not-allowed': [403, '您的角色无权执行此操作', 'Your role may not do this'],
  'not-found': [404, '没有找到', 'Not found'],
  'illegal-move': [409, '当前状态不允许此操作', 'The present state does not allow this step'],
  'not-the-owner': [409, '该单位不是执法主体或其队伍', 'This unit is neither the lawful owner nor a team of it'],
  'not-posted': [409, '该人员当日不在此单位任职', 'This person is not posted to that unit on that day'],
  'not-certified': [
    409,
    '该人员没有有效执法证，不能执法检查',
    'This person holds no valid enforcement certificate and may not inspect',
  ],
  'stale-version': [409, '他人已先处理，请查看最新状态', 'Somebody else was first; look at the latest state'],
  'key-reused': [409, '同一幂等键用于不同内容', 'The same idempotency key came with another body'],
  'no-district': [409, '尚未建立辖区', 'No district has been founded yet'],
  'not-founded': [
    409,
    '本系统尚未建立辖区和网格中心',
    'No district with a grid centre has been founded in this installation yet',
  ],
  'no-edition': [409, '尚无生效的边界版本', 'No edition of boundaries is in force yet'],
  'file-too-large': [413, '文件超过上限', 'The file is larger than allowed'],
  'file-cut-off': [400, '文件没有传完整，请重新上传', 'The file did not arrive whole; upload it again'],
  'import-lost': [
    409,
    '导入进程意外结束，未导入任何区域；可以重新运行',
    'The process of the import ended unexpectedly; no area was imported, and it can be run again',
  ],
  'no-room': [507, '磁盘空间不足', 'There is no room left on the disk'],
  'import-refused': [422, '文件有问题，未导入任何区域', 'The file has problems; no area was imported'],
  'not-publishable': [409, '该版本有未解决的问题，不能发布', 'This edition has open faults and cannot be published'],
  'edition-in-use': [
    409,
    '该版本已用于定位，不能撤回；请发布新版本',
    'Reports were located with this edition, so it cannot be withdrawn; publish a new one instead',
  ],
  'too-busy': [503, '系统繁忙，请稍后重试', 'The service is busy; try again shortly'],
  'no-travel': [
    503,
    '无法取得地点之间的路程，计划未改动',
    'Travel between the places could not be had; the plan is as it was',
  ],
  internal: [500, '系统内部错误，已记录', 'Internal error; it has been logged'],
} as const satisfies Record<string, readonly [number, string, string]>

export type ProblemCode = keyof typeof PROBLEMS

/** One thing that is wrong with an input: where, what was expected, what came. */
export interface Flaw {
  path: string
  expected: string
  got: string
}

/** A refusal that travels up to the HTTP or command-line door. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly flaws: readonly Flaw[]
  readonly facts: Readonly<Record<string, unknown>>

  constructor(
    code: ProblemCode,
    options: { flaws?: readonly Flaw[]; facts?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(PROBLEMS[code][2], { cause: options.cause })
    this.code = code
    this.flaws = options.flaws ?? []
    this.facts = options.facts ?? {}
  }

  get status(): number {
    return PROBLEMS[this.code][0]
  }

  /** The body every door answers with. */
  toJSON() {
    const [, zh, en] = PROBLEMS[this.code]
    return { error: { code: this.code, zh, en, flaws: this.flaws, facts: this.facts } }
  }
}
