import { NO_ROOM, StartProblem } from '../startProblem.ts'
import type { Place } from './place.ts'

/** Turns what initdb, postgres or the file system said into one sentence with a way out. */
export function explain(what: string, output: string, place: Pick<Place, 'folder'>): StartProblem {
  if (NO_ROOM.test(output)) {
    return new StartProblem(
      {
        zh: `磁盘已满，数据库无法在 ${place.folder} 启动；请腾出空间后重试，或用 --data 另选数据目录。`,
        en: `The disk is full, the database cannot start in ${place.folder}: free some space and try again, or choose another folder with --data.`,
      },
      output,
    )
  }
  if (/Permission denied|EACCES|EPERM|has wrong ownership|Read-only file system|EROFS/.test(output)) {
    return new StartProblem(
      {
        zh: `没有权限使用 ${place.folder}；请以创建它的用户启动，或用 --data 另选数据目录。`,
        en: `No permission to use ${place.folder}: start as the user who made it, or choose another folder with --data.`,
      },
      output,
    )
  }
  const last = output
    .trim()
    .split('\n')
    .findLast((line) => /FATAL|PANIC|error|Error/.test(line))
  const said = (last ?? output.trim().split('\n').at(-1) ?? '').trim()
  return new StartProblem(
    {
      zh: `数据库未能启动（${what}：${said}）；请查看 ${place.folder} 旁的 postgres.log，或设置 DATABASE_URL 使用自己的 PostgreSQL。`,
      en: `The database did not start (${what}: ${said}): see postgres.log in the data folder, or set DATABASE_URL to use a PostgreSQL of your own.`,
    },
    output,
  )
}
