import { Readable } from 'node:stream'
import { makeFolder } from '../../../../server/src/domain/files/make-folder.ts'
import { makeTree } from '../../../../server/src/domain/files/make-tree.ts'
import { move } from '../../../../server/src/domain/files/move.ts'
import { writeFile } from '../../../../server/src/domain/files/write.ts'
import { NO_HOLD } from '../../../../server/src/domain/locks/lock.ts'
import { createShare } from '../../../../server/src/domain/shares/create.ts'
import { GROUP, LINK, PERSON } from '../../../../server/src/domain/shares/share.ts'
import type { Member } from '../../../../server/src/vocabulary/actor.ts'
import type { App } from './open-app.ts'

const namesIn = (path: string): string[] => path.split('/').filter(Boolean)

/** Somebody at work elsewhere, such as on another computer: what they do comes by the domain’s own verbs. */
export class Desk {
  readonly #app: Pick<App, 'school' | 'people'>
  readonly #person: string | undefined

  /** @param person their id; the teacher, when left out */
  constructor(app: Pick<App, 'school' | 'people'>, person?: string) {
    this.#app = app
    this.#person = person
  }

  get #actor(): Member {
    return { kind: 'member', person: this.#person ?? this.#app.people.teacher.id, admin: false }
  }

  get #domain() {
    return this.#app.school.domain
  }

  /** @returns its id */
  async folder(path: string): Promise<number> {
    return (await makeFolder(this.#domain, this.#actor, namesIn(path), NO_HOLD)).id
  }

  async file(path: string, content: string | Buffer = 'texte'): Promise<void> {
    await writeFile(this.#domain, this.#actor, namesIn(path), Readable.from([Buffer.from(content)]), {
      hold: NO_HOLD,
    })
  }

  async move(path: string, to: string): Promise<void> {
    await move(this.#domain, this.#actor, namesIn(path), namesIn(to), { overwrite: false, hold: NO_HOLD })
  }

  /** Many folders at once in one. */
  async folders(parent: number, names: readonly string[]): Promise<void> {
    const paths = names.map((name) => [name])
    for (let at = 0; at < paths.length; at += 1000)
      await makeTree(this.#domain, this.#actor, parent, paths.slice(at, at + 1000), NO_HOLD)
  }

  async shareWith(path: string, person: string): Promise<void> {
    await createShare(this.#domain, this.#actor, { path: namesIn(path), kind: PERSON, with: person })
  }

  async shareWithGroup(path: string, group: string): Promise<void> {
    await createShare(this.#domain, this.#actor, { path: namesIn(path), kind: GROUP, with: group })
  }

  async link(path: string): Promise<void> {
    await createShare(this.#domain, this.#actor, { path: namesIn(path), kind: LINK })
  }
}
