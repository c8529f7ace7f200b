import { Problem } from '../server/errors.ts'
import { StartProblem } from '../server/startProblem.ts'

/** Runs a command; what it refuses ends with a sentence and status 1, what is a defect of ours with its stack. */
export async function answering(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    process.exitCode = 1
    if (error instanceof StartProblem) console.error(`${error.zh}\n${error.en}`)
    else if (error instanceof Problem) console.error(sentence(error))
    else if (isFileError(error)) console.error(`${error.path}: ${error.code}`)
    else throw error
  }
}

function sentence(problem: Problem): string {
  const { zh, en } = problem.toJSON().error
  const flaws = problem.flaws.map(({ path, expected, got }) => `${path}: ${got} (${expected})`)
  const facts = Object.entries(problem.facts).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return [zh, en, ...flaws, ...facts].join('\n')
}

function isFileError(error: unknown): error is NodeJS.ErrnoException & { path: string } {
  return error instanceof Error && 'code' in error && 'path' in error
}
