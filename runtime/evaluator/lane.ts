import { ProblemError } from '../../nodes/sdk/problem.ts'
import { EvaluatorChild, type Reply } from './child-process.ts'
import { cpuTimeOf } from './cpu-time.ts'
import type { Job } from './job.ts'

/** Jobs with the child at once: the second is read while the first is answered. */
const AHEAD = 2
/** Programs and scopes a child may know before it is replaced, so that previews do not fill it. */
const MAX_KNOWN = 1_000
const MAX_FAILED_STARTS = 3
/** How often a child that got no processor time is given another turn, on a machine that is busy. */
const MAX_STARVED = 20

/** What the running child has been told already. */
interface Known {
  readonly numbers: Map<string, number>
}

interface Limits {
  /** How long the child may be silent while it has work. */
  readonly silenceMs: number
  readonly startMs: number
}

/** One child after another, and the jobs that wait for it. */
export class Lane {
  readonly #limits: Limits
  readonly #waiting: Job[] = []
  #flying: { id: number; job: Job }[] = []
  #child: EvaluatorChild | undefined
  #ready = false
  #known: Known = { numbers: new Map() }
  #timer: NodeJS.Timeout | undefined
  #heard = 0
  #silent = false
  #failedStarts = 0
  #lastId = 0
  #closed = false

  constructor(limits: Limits) {
    this.#limits = limits
  }

  get pid(): number | undefined {
    return this.#child?.pid
  }

  add(job: Job): void {
    if (this.#closed) return job.fail(closedError())
    this.#waiting.push(job)
    this.#pump()
  }

  close(): void {
    this.#closed = true
    for (const job of [...this.#flying.map((one) => one.job), ...this.#waiting.splice(0)]) job.fail(closedError())
    this.#flying = []
    this.#stopTimer()
    this.#child?.kill()
  }

  #pump(): void {
    if (this.#closed) return
    if (!this.#child) this.#start()
    if (!this.#ready) return
    if (this.#known.numbers.size > MAX_KNOWN) {
      if (this.#flying.length === 0) this.#child?.kill()
      return
    }
    while (this.#waiting.length > 0 && this.#flying.length < AHEAD) {
      const alone = this.#waiting[0]?.oneByOne === true || this.#flying[0]?.job.oneByOne === true
      if (alone && this.#flying.length > 0) break
      const job = this.#waiting.shift()
      if (job) this.#send(job)
    }
  }

  #send(job: Job): void {
    const id = ++this.#lastId
    this.#flying.push({ id, job })
    this.#child?.send(this.#textOf(id, job))
    if (this.#flying.length === 1) this.#listen(this.#limits.silenceMs)
  }

  #textOf(id: number, job: Job): string {
    const { work } = job
    if (work.kind === 'syntax') return JSON.stringify({ kind: 'syntax', id, expression: work.expression })
    const scope = this.#number(`s${work.scopeText}`)
    const program = this.#number(`p${work.programText}`)
    const parts = [
      `"kind":"batch","id":${id},"details":${work.details},"scope":${scope.number},"program":${program.number}`,
      ...(scope.fresh ? [`"newScope":${work.scopeText}`] : []),
      ...(program.fresh ? [`"newProgram":${work.programText}`] : []),
      `"inputs":[${job.inputs().join(',')}]`,
    ]
    return `{${parts.join(',')}}`
  }

  #number(text: string): { number: number; fresh: boolean } {
    const known = this.#known.numbers.get(text)
    if (known !== undefined) return { number: known, fresh: false }
    const number = this.#known.numbers.size
    this.#known.numbers.set(text, number)
    return { number, fresh: true }
  }

  #start(): void {
    this.#ready = false
    this.#silent = false
    this.#known = { numbers: new Map() }
    this.#child = new EvaluatorChild({
      ready: () => {
        this.#ready = true
        this.#failedStarts = 0
        this.#stopTimer()
        this.#pump()
      },
      reply: (reply) => this.#take(reply),
      gone: (trace) => this.#gone(trace),
    })
    this.#listen(this.#limits.startMs)
  }

  #take(reply: Reply): void {
    this.#heard += 1
    const index = this.#flying.findIndex((one) => one.id === reply.id)
    const flight = this.#flying[index]
    if (!flight) return
    const before = flight.job.oneByOne
    flight.job.take(reply.answers)
    if (flight.job.finished || before) {
      this.#flying.splice(index, 1)
      if (!flight.job.finished) this.#waiting.unshift(flight.job)
    }
    if (this.#flying.length > 0) this.#listen(this.#limits.silenceMs)
    else this.#stopTimer()
    this.#pump()
  }

  #gone(trace: string): void {
    this.#stopTimer()
    this.#child = undefined
    if (!this.#ready) this.#failedStarts += 1
    this.#ready = false
    const jobs = this.#flying.map((one) => one.job)
    this.#flying = []
    jobs[0]?.died(this.#silent)
    this.#waiting.unshift(...jobs.filter((job) => !job.finished))
    if (this.#failedStarts >= MAX_FAILED_STARTS) this.#giveUp(trace)
    else if (this.#waiting.length > 0) this.#pump()
  }

  #giveUp(trace: string): void {
    this.#failedStarts = 0
    for (const job of this.#waiting.splice(0)) job.fail(unavailable(trace))
  }

  /**
   * Waits for a sign of life. A timer that comes late itself proves nothing: what has arrived is read first. Neither does a
   * child that the machine did not let work: it is not stuck, and waited for again.
   */
  #listen(ms: number, before = cpuTimeOf(this.pid), starved = 0): void {
    this.#stopTimer()
    this.#timer = setTimeout(() => {
      const heard = this.#heard
      setImmediate(() => {
        if (this.#heard !== heard || this.#timer === undefined) return
        const after = cpuTimeOf(this.pid)
        const worked = before === undefined || after === undefined || after - before >= ms / 2
        const mayStarve = this.#ready && starved < MAX_STARVED
        if (!worked && mayStarve) return this.#listen(ms, before, starved + 1)
        this.#silent = true
        this.#child?.kill()
      })
    }, ms)
  }

  #stopTimer(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
  }
}

function closedError(): ProblemError {
  return new ProblemError({
    code: 'expression.unavailable',
    message: 'The evaluator was closed.',
    advice: 'Nothing needs to be done: the record is taken up again.',
    retry: 'later',
  })
}

function unavailable(trace: string): ProblemError {
  return new ProblemError({
    code: 'expression.unavailable',
    message: 'The process that evaluates expressions does not start.',
    advice: 'Look at the free memory of this machine, and build Koppel again with "npm run build".',
    retry: 'later',
    scope: 'system',
    details: { trace },
  })
}
