import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createEvaluator, type Evaluator } from './evaluator.ts'

const scope = { settings: { unit: 1 }, valueMaps: {} }
const data = {
  name: 'Ann',
  text: 'a'.repeat(36) + '!',
  digits: '1'.repeat(40_000),
  list: Array.from({ length: 3_000 }, (_, i) => i),
}
const double = (times: number): string => `(${'$x := $x & $x; '.repeat(times)}`

/** Expressions that want more than they may have. Each must end in a problem, within about a second. */
const hostile: Record<string, string> = {
  'endless recursion': '($f := function($x){ $f($x) + 1 }; $f(1))',
  'endless tail recursion': '($f := function($x){ $f($x) }; $f(1))',
  'mutual recursion': '($a := function($x){ $b($x) }; $b := function($x){ $a($x) }; $a(1))',
  'growing tail recursion': '($f := function($l){ $f($append($l, $l)) }; $f([1]))',
  'the Y combinator':
    '($y := function($f){ (function($x){ $x($x) })(function($x){ $f(function($v){ ($x($x))($v) }) }) }; $y(function($g){ function($n){ $g($n) } })(1))',
  'a long range': '[1..9999999]',
  'the longest range': '[1..10000000]',
  'a range beyond the limit': '[1..100000000]',
  'ranges in ranges': '[1..5000].([1..5000])',
  'a product of ranges': '[1..3000].($a := $; [1..3000].($a * $))',
  'a map over a range': '$map([1..9999999], function($v){ $v })',
  'a reduce over a range': '$reduce([1..9999999], function($a, $b){ $a + $b })',
  'nested reduce': '$reduce([1..90000], function($a, $b){ $reduce([1..90000], function($c, $d){ $c + $d }) })',
  'a sum of a range': '$sum([1..9999999])',
  'string doubling': `($x := "aaaaaaaaaaaaaaaa"; ${double(30)} $length($x)))`,
  'string doubling, made flat': `($x := "aaaaaaaaaaaaaaaa"; ${double(24)} $uppercase($x)))`,
  'string doubling as the result': `($x := "aaaaaaaaaaaaaaaa"; ${double(23)} $x))`,
  'string doubling by recursion': '($f := function($s){ $f($s & $s) }; $f("ab"))',
  'string doubling, then a comparison': `($x := "aaaaaaaaaaaaaaaa"; ${double(25)} $x = $x & "b" ? 1 : $x))`,
  'a wide pad': '$pad("x", 500000000)',
  'a wide pad to the left': '$pad("x", -500000000, "ab")',
  'a pad of pads': '$pad($pad("x", 900000), 999999, $pad("y", 900000)) & $pad("z", 999999) & name',
  'a long join':
    '$join($map([1..99999], function(){ "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" }), "--------------------")',
  'a large split': `($x := "abcdefgh"; ${double(20)} $split($x, "")))`,
  'a replace that grows': '$replace($pad("", 900000, "a"), "a", $pad("", 1000, "b"))',
  'a pattern with two repeats': '$match(text, /^(a+)+$/)',
  'a pattern with an alternative': '$match(text, /^(a|a)*$/)',
  'a pattern in contains': '$contains(text, /(a*)*b/)',
  'a pattern in replace': '$replace(text, /(a+)+b/, "")',
  'a pattern in split': '$split(text, /(a|aa)+$/)',
  'a pattern in a filter': 'list[$contains($$.text, /^(a+)+$/)]',
  'a time format that backtracks': '$toMillis(digits, "[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]")',
  'a number that is too large': '$power(10, 400)',
  'a division by nothing': '1 / 0',
  'evaluation of text': '$eval("1 + 1")',
  'evaluation of a range': '$eval("[1..9999999]")',
  'evaluation by another name': '($e := $eval; $e("1"))',
  'evaluation by application': '"1 + 1" ~> $eval',
  'a reserved key in the result': '{ "__proto__": { "polluted": true } }',
  'a constructor in the result': '{ "constructor": { "prototype": { "polluted": true } } }',
  'a reserved key in a merge': '$merge([{ "a": 1 }, { "prototype": 1 }])',
  'a forged function': '{ "_jsonata_function": true, "implementation": "x" }',
  'a forged lambda': '$merge([{ "_jsonata_lambda": true }]).x',
  'a function as the result': 'function($x){ $x }',
  'a native function as the result': '$uppercase',
  'functions in a list': '[$sum, $count]',
  'deep nesting of the result': '($f := function($n, $v){ $n = 0 ? $v : $f($n - 1, { "a": $v }) }; $f(90, 1))',
  'many values in the result': '[1..90000].{ "a": $, "b": $ }',
  'a group with many keys': '$merge([1..90000].{ $string($): $ })',
  'sorting at random': '$sort([1..90000], function($l, $r){ $random() > 0.5 })',
  'distinct of many': '$distinct([1..90000])',
  'a filter in a filter': 'list[$count($$.list[$ > 5]) > 5]',
  'many closures': '$map([1..90000], function($v){ function(){ $v } })',
  'a long expression': `"${'x'.repeat(20_000)}"`,
  'deep brackets': `${'('.repeat(4_000)}1${')'.repeat(4_000)}`,
  'an assertion': '$assert(false, "no")',
  'an error of its own': '$error("stop")',
  'an unknown function': '$process("exit")',
  'a call of the constructor': 'name.constructor("return process")()',
  'the prototype of a function': '$sum.constructor("return process")()',
}

/** Attempts to reach something: they may give a value, but only nothing or plain data. */
const curious: Record<string, string> = {
  'an inherited member': 'name.constructor',
  'the prototype': '$.__proto__',
  'a look-up of the constructor': '$lookup($, "constructor")',
  'the prototype in the settings': '$settings.__proto__.polluted',
  'the members of a function': '$uppercase.implementation',
  'the globals': '[$process, $global, $globalThis, $require, $module]',
  'the environment': '$env',
  'a member by its name': '$lookup($lookup, "constructor")',
}

let evaluator: Evaluator
const parent = { worst: 0, last: performance.now(), timer: undefined as NodeJS.Timeout | undefined }

beforeAll(async () => {
  evaluator = createEvaluator()
  await evaluator.evaluate({ expression: 'name' }, [{ data }], scope)
  parent.last = performance.now()
  parent.timer = setInterval(() => {
    const now = performance.now()
    parent.worst = Math.max(parent.worst, now - parent.last - 10)
    parent.last = now
  }, 10)
})

afterAll(async () => {
  clearInterval(parent.timer)
  await evaluator.close()
})

describe('a hostile expression ends in a problem', () => {
  // The limit is one second of its own; a machine that has other things to do may take much longer. What has no limit
  // does not end.
  test.each(Object.entries(hostile))('%s', { timeout: 20_000 }, async (_, expression) => {
    const [answer] = await evaluator.evaluate({ expression }, [{ data }], scope)
    expect(answer).toMatchObject({ ok: false, problem: { code: expect.stringMatching(/^expression\./) as string } })
    if (answer?.ok === false) {
      expect(answer.problem.message.length).toBeGreaterThan(10)
      expect(answer.problem.advice).toBeTruthy()
    }
  })
})

describe('a curious expression finds nothing', () => {
  test.each(Object.entries(curious))('%s', async (_, expression) => {
    const [answer] = await evaluator.evaluate({ expression }, [{ data }], scope)
    if (answer?.ok === true) expect([undefined, null, '[]', '{}']).toContain(shown(answer.value))
    else expect(answer?.problem.code).toMatch(/^expression\./)
  })
})

function shown(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

test('nothing stuck to this process, and it was never held up', async () => {
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  expect(Object.keys(Object.prototype)).toEqual([])
  const [answer] = await evaluator.evaluate({ expression: 'name & $settings.unit' }, [{ data }], scope)
  expect(answer).toEqual({ ok: true, value: 'Ann1' })
  expect(parent.worst).toBeLessThan(500)
})
