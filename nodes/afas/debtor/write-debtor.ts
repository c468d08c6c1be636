import type { Context } from '../../sdk/context.ts'
import { ProblemError } from '../../sdk/problem.ts'
import type { Rec } from '../../sdk/record.ts'
import type { Found, Reference, Write, WriteResult } from '../../sdk/write.ts'
import type { AfasClient } from '../client/client.ts'
import { textField, type Row } from '../client/rows.ts'
import { currentDocument, rowAfter } from './compare.ts'
import type { Debtor } from './debtor-of.ts'
import { connectorFor, insertDocument, updateDocument, withFields, type Document } from './documents.ts'
import {
  findDebtor,
  kindOf,
  rememberDebtor,
  rememberedDebtor,
  rememberedNumber,
  rememberNumbers,
  type DebtorSource,
} from './find-debtor.ts'

/** What the node decides about a debtor before it is written. */
export interface DebtorPlan {
  readonly debtor: Debtor
  readonly source: DebtorSource
  /** The number that the buyer is known by; empty when there is none. Where AFAS has it, the e-mail address says nothing. */
  readonly number: string
  /** Fields that a person added to the document. */
  readonly extra: unknown
  readonly update: boolean
  /** When the order was placed: an older one that is retried changes nothing back. */
  readonly version: string
}

export type WrittenDebtor =
  | { readonly ok: true; readonly number: string | undefined; readonly created: boolean }
  | { readonly ok: false; readonly result: Extract<WriteResult, { kind: 'failed' }> }

/**
 * Writes a debtor through the door, under the lock of its e-mail address: AFAS would take the same customer twice from
 * two flows. The number is absent only in a dry run of a new one.
 */
export async function writeDebtor(
  record: Rec,
  plan: DebtorPlan,
  ctx: Context<unknown, AfasClient>,
): Promise<WrittenDebtor> {
  const work = new DebtorWork(plan, ctx)
  const result = await ctx.client.alone.run(`debtor:${work.email}`, () => {
    ctx.signal.throwIfAborted()
    return ctx.write(work.write(record, ctx.run.update))
  })
  if (result.kind === 'failed') return { ok: false, result }
  if (ctx.run.mode !== 'live' && result.kind === 'written' && result.action !== 'skip') await work.rehearse()
  // Also when the debtor is not ours to change: the order goes on with it.
  const reference = result.reference ?? (await work.reference())
  return { ok: true, number: reference?.id || undefined, created: work.created }
}

/** One debtor on its way: what is known of it, and what to send. */
class DebtorWork {
  readonly email: string
  created = false
  readonly #plan: DebtorPlan
  readonly #ctx: Context<unknown, AfasClient>

  constructor(plan: DebtorPlan, ctx: Context<unknown, AfasClient>) {
    this.#plan = plan
    this.#ctx = ctx
    this.email = plan.debtor.email.toLowerCase()
  }

  write(record: Rec, asked: boolean): Write {
    const { debtor, extra, update, version } = this.#plan
    const payload = this.#payload(extra)
    // Fields that a person added are seldom shown by the get-connector: they are sent when somebody asks for an update.
    const seen = asked ? this.#payload(undefined) : payload
    return {
      record,
      operation: 'debtor',
      identity: this.email,
      kind: 'state',
      payload,
      ...(version === '' ? {} : { version }),
      findWhen: 'first',
      onExisting: update ? 'update' : 'skip',
      find: async () => {
        const row = await this.#look()
        return row && { ...this.#found(row), current: currentDocument(seen, row) }
      },
      create: () => this.#create(),
      update: (existing) => this.#update(existing),
      sentence: (reference, action) => sentence(reference, action, debtor),
    }
  }

  async reference(): Promise<Reference | undefined> {
    const row = await this.#look()
    return row && this.#found(row).reference
  }

  /** In a dry run: the next order of this customer meets the debtor as a live run would have left it; a new one has no number. */
  async rehearse(): Promise<void> {
    const { debtor, source } = this.#plan
    const fresh = { [source.numberField]: '', [source.kindField]: debtor.kind, [source.bcCoField]: 'new' }
    this.#remember((await this.#look()) ?? fresh)
  }

  async #create(): Promise<Reference> {
    const { debtor, source, extra } = this.#plan
    const made = await this.#ctx.client.insert(connectorFor(debtor.kind), withFields(insertDocument(debtor), extra))
    this.created = true
    const { id, bcCo } = await this.#numbers(made)
    return this.#remember({ [source.numberField]: id, [source.kindField]: debtor.kind, [source.bcCoField]: bcCo })
  }

  async #update(existing: Found): Promise<Reference> {
    const { debtor, source, extra } = this.#plan
    const bare = { [source.numberField]: existing.reference.id, [source.kindField]: debtor.kind }
    const row = (await this.#look()) ?? bare
    await this.#ctx.client.update(connectorFor(kindOf(row, source)), this.#change(row, extra))
    return this.#remember(row)
  }

  /** What will be sent, by what is known so far. */
  #payload(extra: unknown): Document {
    const { debtor, source, number } = this.#plan
    const { cache } = this.#ctx
    const known = rememberedNumber(cache, source, number) ?? rememberedDebtor(cache, source, this.email, debtor.kind)
    return known ? this.#change(known, extra) : withFields(insertDocument(debtor), extra)
  }

  #change(row: Row, extra: unknown): Document {
    const { debtor, source } = this.#plan
    const id = textField(row, source.numberField)
    const known = { id, kind: kindOf(row, source), bcCo: textField(row, source.bcCoField) }
    return withFields(updateDocument(debtor, known), extra)
  }

  async #look(): Promise<Row | undefined> {
    const { client, cache, signal } = this.#ctx
    const { source, number, debtor } = this.#plan
    if (number !== '') {
      await rememberNumbers(client, source, [number], cache, signal)
      const known = rememberedNumber(cache, source, number)
      if (known) return known
    }
    return findDebtor(client, source, this.email, debtor.kind, cache, signal)
  }

  #remember(row: Row): Reference {
    const { source, debtor } = this.#plan
    rememberDebtor(this.#ctx.cache, source, this.email, rowAfter(row, debtor))
    return this.#found(row).reference
  }

  #found(row: Row): Found {
    const id = textField(row, this.#plan.source.numberField)
    return { reference: { id, label: id === '' ? 'New debtor' : `Debtor ${id}` } }
  }

  /** Some versions answer without the number; then AFAS is asked by e-mail. */
  async #numbers(made: Readonly<Record<string, string>>): Promise<{ id: string; bcCo: string }> {
    const { source } = this.#plan
    if (made['DbId']) return { id: made['DbId'], bcCo: made['BcCo'] ?? '' }
    const row = await this.#look()
    if (row) return { id: textField(row, source.numberField), bcCo: textField(row, source.bcCoField) }
    throw new ProblemError({
      code: 'afas.no-number',
      message: 'AFAS made the debtor but did not tell its number.',
      advice: 'Nothing to do: Koppel finds the debtor by its e-mail address.',
      retry: 'later',
      scope: 'record',
      effect: 'unknown',
    })
  }
}

function sentence(reference: Reference, action: 'create' | 'update', debtor: Debtor): string {
  if (action === 'update') return `Debtor ${reference.id} updated for ${debtor.email}`
  const kind = debtor.kind === 'organisation' ? 'Organisation' : 'Person'
  return `${kind} debtor ${reference.id} created for ${debtor.email}`
}
