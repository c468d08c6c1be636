import type { Problem } from '../problem.ts'

export function nothingFound(what: string): Problem {
  return {
    code: 'lookup.not-found',
    message: `${what}.`,
    advice: 'Add it there or correct the value in the record, then retry. Or let this node go on without it.',
    retry: 'after-fix',
  }
}

export function severalFound(what: string): Problem {
  return {
    code: 'lookup.several-found',
    message: `${what}, so it is not known which one is meant.`,
    advice: 'Make it one of a kind there, or look by another field. Or let this node take all of them.',
    retry: 'after-fix',
  }
}

export function noValue(): Problem {
  return {
    code: 'lookup.no-value',
    message: 'There is nothing to look up: the expression gives no value for this record.',
    advice: 'Fill in the field in the source, or change the expression of this node.',
    retry: 'after-fix',
  }
}

export function notOneValue(): Problem {
  return {
    code: 'lookup.not-one-value',
    message: 'The expression gives a list or an object, where one value is looked up.',
    advice: 'Change the expression of this node, or set "It is a list" when a list is meant.',
    retry: 'after-fix',
  }
}

export function noPlace(to: string): Problem {
  return {
    code: 'lookup.no-place',
    message: `What was found cannot be written to "${to}": the record has something else than fields there.`,
    advice: 'Choose another field in this node.',
    retry: 'after-fix',
  }
}
