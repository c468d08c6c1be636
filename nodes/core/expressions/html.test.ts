import { expect, it } from 'vitest'
import { htmlOf } from './html.ts'

it.each([
  ['Regel een\r\nregel twee\r\n\r\nNieuwe alinea', '<p>Regel een<br>regel twee</p><p>Nieuwe alinea</p>'],
  ['Mok <nieuw> & "vers"', '<p>Mok &lt;nieuw&gt; &amp; "vers"</p>'],
  ['1 < 2 en 3 > 2', '<p>1 &lt; 2 en 3 &gt; 2</p>'],
  [' <p>Al <b>opgemaakt</b> &amp; wel</p> ', '<p>Al <b>opgemaakt</b> &amp; wel</p>'],
  ['Eerst tekst.<br>Dan meer', 'Eerst tekst.<br>Dan meer'],
])('makes HTML of %j', (text, html) => {
  expect(htmlOf(text)).toBe(html)
  expect(htmlOf(htmlOf(text))).toBe(html)
})

it('makes nothing of nothing', () => {
  expect([htmlOf(undefined), htmlOf(null), htmlOf(' \r\n')]).toEqual([undefined, undefined, undefined])
})
