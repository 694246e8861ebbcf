/**
 * Reads the SBOM (CycloneDX) that `npm sbom` writes, adds what is not a package of npm, and writes it again:
 * Node.js, which runs the code, and SQLite, which is compiled into better-sqlite3.
 */
import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

interface Sbom {
  metadata: { component: { name: string; 'bom-ref': string } }
  components: object[]
  dependencies: { ref: string; dependsOn: string[] }[]
}

interface RuntimeComponent {
  type: 'platform' | 'library'
  name: string
  version: string
  /** Vendor and product in the CPE dictionary, which scanners for vulnerabilities search. */
  cpe: string
  /** An id of the SPDX license list. */
  license: string
  /** The name of the component that needs it. */
  neededBy: string
}

const STANDARD_INPUT = 0

function sqliteVersion(): string {
  const db = new Sqlite(':memory:')
  const version = db.prepare<[], string>('SELECT sqlite_version()').pluck().get()
  db.close()
  return version ?? ''
}

function add(sbom: Sbom, { type, name, version, cpe, license, neededBy }: RuntimeComponent): void {
  const ref = `${name}@${version}`
  sbom.components.push({
    'bom-ref': ref,
    type,
    name,
    version,
    cpe: `cpe:2.3:a:${cpe}:${version}:*:*:*:*:*:*:*`,
    purl: `pkg:generic/${ref}`,
    licenses: [{ license: { id: license } }],
  })
  sbom.dependencies.find((one) => one.ref.startsWith(`${neededBy}@`))?.dependsOn.push(ref)
  sbom.dependencies.push({ ref, dependsOn: [] })
}

const sbom = JSON.parse(readFileSync(STANDARD_INPUT, 'utf8')) as Sbom
const { component } = sbom.metadata
// npm takes the name of the folder, not that of the package.
component.name = component['bom-ref'].replace(/@[^@]*$/, '')
add(sbom, {
  type: 'platform',
  name: 'node',
  version: process.versions.node,
  cpe: 'nodejs:node.js',
  license: 'MIT',
  neededBy: component.name,
})
add(sbom, {
  type: 'library',
  name: 'sqlite',
  version: sqliteVersion(),
  cpe: 'sqlite:sqlite',
  license: 'blessing',
  neededBy: 'better-sqlite3',
})
console.log(JSON.stringify(sbom, null, 2))
