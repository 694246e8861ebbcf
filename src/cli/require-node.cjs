// Ends with an explanation if Node.js is too old. Every npm script runs it first. It is CommonJS in old
// syntax, because an old Node.js cannot run the TypeScript of the commands.
const { engines } = require('../../package.json')

const needed = Number(engines.node.replace('>=', ''))
const running = Number(process.version.slice(1).split('.')[0])
if (running < needed) {
  console.error(
    `orgfacts needs Node.js ${needed} or later, but ${process.execPath} is ${process.version}. ` +
      `Run \`npm ci\` without --omit=dev and --ignore-scripts, which installs Node.js ${needed} ` +
      'for the npm scripts, or install it from https://nodejs.org.',
  )
  process.exit(1)
}
