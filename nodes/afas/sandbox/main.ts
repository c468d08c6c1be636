import { runSandboxProcess } from '../../sdk/sandbox/run-process.ts'
import { AfasSystem } from './system.ts'

await runSandboxProcess({
  title: 'koppel-sandbox-afas',
  portVariable: 'KOPPEL_AFAS_SANDBOX_PORT',
  defaultPort: 4681,
  open: (dataFile) => new AfasSystem(dataFile),
})
