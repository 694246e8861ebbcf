/** What Swagger UI leaves out: the colour scheme of the reader, examples in empty fields, and responses that can be opened. */

const dark = window.matchMedia('(prefers-color-scheme: dark)')
const applyScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
applyScheme()
dark.addEventListener('change', applyScheme)

/** The first example of each parameter, by operation and name. Swagger UI would fill them in, and narrow the first request. */
const examples = new Map()

async function loadExamples() {
  const response = await fetch(`${window.location.pathname.replace(/\/+$/, '')}/json`)
  const { paths, components } = await response.json()
  const resolve = ({ $ref, ...value }) =>
    $ref === undefined ? value : components.parameters[$ref.split('/').at(-1)]
  for (const operations of Object.values(paths))
    for (const { operationId, parameters = [] } of Object.values(operations))
      for (const { name, schema = {} } of parameters.map(resolve)) {
        const [example] = schema.examples ?? []
        if (example !== undefined) examples.set(`${operationId} ${name}`, String(example))
      }
}

function addPlaceholders() {
  for (const row of document.querySelectorAll('tr[data-param-name]')) {
    const input = row.querySelector('input[type="text"]')
    const operation = row.closest('.opblock')?.id.split('-').at(-1)
    const example = examples.get(`${operation} ${row.dataset.paramName}`)
    if (input !== null && example !== undefined) input.placeholder = `e.g. ${example}`
  }
}

const RESPONSES = '.responses-table:not(.live-responses-table) tr.response:not([data-code="200"])'

/** Lets the keyboard open a response, too. */
function addToggles() {
  for (const cell of document.querySelectorAll(`${RESPONSES} .response-col_status`)) {
    cell.tabIndex = 0
    cell.setAttribute('role', 'button')
    cell.setAttribute('aria-expanded', String(cell.parentElement.classList.contains('open')))
  }
}

function toggle(event) {
  if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return
  const row = event.target.closest(`${RESPONSES} .response-col_status`)?.parentElement
  if (!row) return
  // Space would scroll the page.
  event.preventDefault()
  row.classList.toggle('open')
  addToggles()
}
document.addEventListener('click', toggle)
document.addEventListener('keydown', toggle)

const update = () => {
  addPlaceholders()
  addToggles()
}
new MutationObserver(update).observe(document.body, { childList: true, subtree: true })
// Without examples, the fields have no placeholders.
loadExamples().then(update, () => {})
