import type { Problem } from '../../../sdk/problem.ts'
import type { RawBulk } from '../documents/bulk.ts'

/** Why an operation that is over did not give its whole result; undefined when it did. */
export function faultOf(bulk: RawBulk, doing: string): Problem | undefined {
  if (bulk.status === 'COMPLETED') return undefined
  if (bulk.errorCode === 'ACCESS_DENIED') {
    return {
      code: 'shopify.missing-scope',
      message: `The Shopify app may not ${doing} in bulk: Shopify denied access to a part of it.`,
      advice: 'Test the connection: it says which access scope the app lacks. Give it to the app and install it again.',
      retry: 'after-fix',
      scope: 'system',
    }
  }
  const why =
    bulk.status === 'CANCELED'
      ? 'was cancelled'
      : `ended as ${bulk.status.toLowerCase()} (${bulk.errorCode ?? 'no code'})`
  return {
    code: 'shopify.bulk-failed',
    message: `The bulk operation to ${doing} ${why} in Shopify after ${bulk.objectCount} objects. None of them are used.`,
    advice: 'Koppel asks again with the next run. When it stays, see shopifystatus.com.',
    retry: 'later',
    details: { operation: bulk.id },
  }
}

/** More or less arrived than Shopify said there is: half a result must never pass for a whole one. */
export function incomplete(bulk: RawBulk, doing: string, what: string): Problem {
  return {
    code: 'shopify.bulk-incomplete',
    message: `The result of the bulk operation to ${doing} is not whole: ${what}.`,
    advice: 'Nothing of it is used. Koppel asks again with the next run.',
    retry: 'later',
    details: { operation: bulk.id, url: bulk.url },
  }
}

export function busy(doing: string): Problem {
  return {
    code: 'shopify.bulk-busy',
    message: `Shopify runs as many bulk operations of this app as it allows: there was no place to ${doing}.`,
    advice: 'Koppel tries again later. Another program that uses the same app may be running bulk operations.',
    retry: 'later',
    effect: 'none',
  }
}

export function stuck(bulk: RawBulk, doing: string, minutes: number): Problem {
  return {
    code: 'shopify.bulk-stuck',
    message: `The bulk operation to ${doing} made no progress for ${minutes} minutes and was given up.`,
    advice: 'Koppel asks again with the next run. When it stays, see shopifystatus.com.',
    retry: 'later',
    details: { operation: bulk.id },
  }
}

/** A line of a bulk mutation that is over without having said what became of it. */
export function unanswered(bulk: RawBulk, doing: string, why: Problem | undefined): Problem {
  const ended = bulk.status === 'COMPLETED' ? 'ended' : `ended as ${bulk.status.toLowerCase()}`
  return {
    code: 'shopify.bulk-unanswered',
    message: `The bulk operation to ${doing} ${ended} in Shopify without saying what became of this one.`,
    advice: 'Nothing to do: Koppel looks whether it was done before it tries again.',
    retry: 'later',
    effect: 'unknown',
    details: { operation: bulk.id, errorCode: bulk.errorCode, ...(why ? { cause: why } : {}) },
  }
}

/** Nobody can say whether it was started, or how it ended. */
export function adrift(doing: string, cause: Problem): Problem {
  return {
    code: 'shopify.bulk-unanswered',
    message: `Shopify did not say what became of the bulk operation to ${doing}.`,
    advice: 'Nothing to do: Koppel waits for its end and looks what was done before it tries again.',
    retry: 'later',
    effect: 'unknown',
    details: { cause },
  }
}
