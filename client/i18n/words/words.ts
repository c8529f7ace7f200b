/** Words of one part of the screens: Chinese, then English. */
export type Pairs = Record<string, readonly [zh: string, en: string]>
