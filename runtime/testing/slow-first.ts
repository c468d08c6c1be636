import { statSync } from 'node:fs'
import type { TestSequencer, TestSpecification } from 'vitest/node'

/** Files whose tests start processes and wait for them come first, larger ones before smaller ones. */
const rank = ({ project, moduleId }: TestSpecification): number =>
  (project.name === 'node' ? 1e9 : 0) - statSync(moduleId).size

/** A long file that starts last would keep one worker busy while the other has nothing left to do. */
export class SlowFirst implements TestSequencer {
  sort(files: TestSpecification[]): TestSpecification[] {
    const ranks = new Map(files.map((file) => [file, rank(file)]))
    return files.toSorted((a, b) => (ranks.get(a) ?? 0) - (ranks.get(b) ?? 0))
  }

  /** The tests are not split over machines. */
  shard(files: TestSpecification[]): TestSpecification[] {
    return files
  }
}
