import type { Outcome } from '../../sdk/outcome.ts'
import { ProblemError, type Problem } from '../../sdk/problem.ts'
import { withData, type Rec } from '../../sdk/record.ts'
import { settledBy } from '../../sdk/settle.ts'
import type { WriteResult } from '../../sdk/write.ts'

/** What leaves a node that wrote an order: the record with the document in `written.order`, found by its number from now on. */
export function orderWritten(result: WriteResult, record: Rec): Outcome {
  const made = result.kind === 'written' ? result.reference : undefined
  const next = withData(record, { ...(record.data as object), written: { order: made ?? null } })
  const keys = made ? [...record.keys, { type: 'document', value: made.id }] : record.keys
  return settledBy(result, record, 'written', { ...next, keys })
}

/** Written, but AFAS did not say as what. */
export function noNumber(what: string): ProblemError {
  return new ProblemError({
    code: 'afas.no-number',
    message: `AFAS took ${what} but did not tell its number.`,
    advice: 'Nothing to do: it is looked up by its reference.',
    retry: 'later',
    scope: 'record',
    effect: 'unknown',
  })
}

/** The mapping made something else, or nothing. */
export function noDocument(record: Rec, { is, root, mapping }: { is: string; root: string; mapping: string }): Problem {
  return {
    code: 'afas.no-document',
    message: `What arrives for ${record.key} is not ${is} of AFAS: it has no ${root}.Element.Fields.`,
    advice: `Put a mapping to ${mapping} before this node.`,
    retry: 'after-fix',
  }
}

/** Without a reference AFAS cannot be asked whether the order is there, so it could be written twice. */
export function noReference(record: Rec, { field, name }: { field: string; name: string }): Problem {
  return {
    code: 'afas.no-reference',
    message: `The document of ${record.key} has no ${name} (${field}).`,
    advice: `Map the order name to ${field}, then retry.`,
    retry: 'after-fix',
  }
}
