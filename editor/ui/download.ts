/** Saves text as a file on this computer. */
export function download(name: string, text: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // Not at once: a browser may begin to read it only after the click.
  setTimeout(() => URL.revokeObjectURL(url), 1_000)
}
