/**
 * What pages do more if scripts run: suggestions while the reader types, and buttons that copy a text. Every page works
 * without it.
 */

const DELAY = 150

/** Fills the list of suggestions of the search box. */
function suggest(input) {
  const list = document.getElementById(input.getAttribute('list'))
  let timer
  let last = ''
  const update = async () => {
    const text = input.value.trim()
    if (text.length < 2 || text === last) return
    last = text
    const query = new URLSearchParams({ q: text, suggest: 'true', limit: '8', format: 'json' })
    const response = await fetch(`${input.dataset.suggest}?${query}`).catch(() => null)
    // A slower response to an earlier text must not replace a newer one.
    if (response === null || !response.ok || text !== input.value.trim()) return
    const { data } = await response.json()
    const labels = new Set(data.map(({ label, id }) => label ?? id))
    list.replaceChildren(
      ...[...labels].map((label) =>
        Object.assign(document.createElement('option'), { value: label }),
      ),
    )
  }
  input.addEventListener('input', () => {
    clearTimeout(timer)
    timer = setTimeout(update, DELAY)
  })
}

/** Adds a button that copies the text of a field. */
function addCopyButton(field) {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Copy'
  button.addEventListener('click', async () => {
    field.select()
    // Only secure origins have a clipboard, and readers may refuse it. Then the text stays selected.
    const isCopied = await navigator.clipboard?.writeText(field.value).then(
      () => true,
      () => false,
    )
    button.textContent = isCopied ? 'Copied' : 'Copy the selected text'
  })
  field.after(button)
}

for (const input of document.querySelectorAll('[data-suggest]')) suggest(input)
for (const field of document.querySelectorAll('textarea[readonly]')) addCopyButton(field)
