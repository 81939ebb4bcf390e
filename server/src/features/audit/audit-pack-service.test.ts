import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { sealFallback } from '@xietong/shared/points';
import type { RenderedContent } from '@xietong/shared/rendering';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call } from '../../access/call';
import { systemIds } from '../../platform/ids';
import { createAuditLogWorld } from '../../testing/audit-log-world';
import type { AuditLogWorld } from '../../testing/audit-log-world';
import { packRange, packReadme } from './pack-readme';

let world: AuditLogWorld;
beforeEach(async () => {
  world = await createAuditLogWorld();
});
afterEach(() => world.close());

describe('the pack', () => {
  const run = promisify(execFile);
  let unpacked: string;

  /** Takes a pack apart and runs its own verifier on what `alter` left of it. */
  async function verdict(
    alter: (file: (name: string) => string) => void = () => undefined,
    call = world.auditor,
    nodeOptions: readonly string[] = [],
  ) {
    unpacked = mkdtempSync(join(world.folder, 'pack-'));
    for (const [name, content] of await world.pack(call)) {
      mkdirSync(dirname(join(unpacked, name)), { recursive: true });
      writeFileSync(join(unpacked, name), content);
    }
    alter((name) => join(unpacked, name));
    const { stdout } = await run(process.execPath, [
      ...nodeOptions,
      join(unpacked, 'verify.mjs'),
      '--json',
    ]).catch((error: unknown) => error as { stdout: string });
    return JSON.parse(stdout) as {
      good: boolean;
      events: number;
      findings: { kind: string; index?: number; other?: number; name?: string }[];
    };
  }
  const kinds = async (alter: (file: (name: string) => string) => void, call = world.auditor) =>
    (await verdict(alter, call)).findings.map(({ kind, index, other, name }) =>
      [kind, index, other, name].filter((part) => part !== undefined).join(' '),
    );
  /** Rewrites a file of lines. */
  const lines = (path: string, change: (all: string[]) => string[]) => {
    writeFileSync(path, `${change(readFileSync(path, 'utf8').trimEnd().split('\n')).join('\n')}\n`);
  };
  const swapped = (all: string[], a: number, b: number) =>
    all.map((line, n) => (n === a ? (all[b] ?? '') : n === b ? (all[a] ?? '') : line));

  it('says in words that it is of everything, where no days were chosen', () => {
    expect(packReadme({ range: packRange({ from: null, to: null }), keyId: 'k' })).toContain(
      'Range: 全部 everything\n',
    );
    expect(packRange({ from: '2026-11-01', to: '2026-11-22' })).toBe('2026-11-01 – 2026-11-22');
  });

  it('is verified by its own program, and says how much it holds', async () => {
    await world.write(7);
    const { good, events, findings } = await verdict();
    expect(findings).toEqual([]);
    expect({ good, events }).toEqual({ good: true, events: 7 });
  });

  it('is verified whatever a text holds, by a Node, too, whose readline ends lines at U+2028', async () => {
    await world.writer.standalone(world.operator, {
      ...{ act: 'localCampaigns.saveDraft', subject: { type: 'LocalCampaign', id: systemIds.next() } },
      after: { title: '手机报\u2028第二行\u2029第三行\u0085\u000b\r\n' },
    });
    // Since Node 24 it does; the one here may be older.
    const readline = `
      import readline from 'node:readline';
      import { syncBuiltinESMExports } from 'node:module';
      readline.createInterface = async function* ({ input }) {
        let text = '';
        for await (const part of input.setEncoding('utf8')) text += part;
        yield* text.split(/\\r?\\n|\\r|\\u2028|\\u2029/);
      };
      syncBuiltinESMExports();`;
    const newer = ['--import', `data:text/javascript,${encodeURIComponent(readline)}`];
    expect((await verdict(undefined, undefined, newer)).findings).toEqual([]);
  });

  it('with a changed byte, a removed event, a cut tail or a reordered pair is found out by name', async () => {
    await world.write(7);
    const changed = 'FILE_CHANGED events.jsonl';
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => all.with(3, (all[3] ?? '').replace('手机报', '手机保')));
      }),
    ).toEqual([changed, 'EVENT_CHANGED 3']);
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => all.toSpliced(2, 1));
      }),
    ).toEqual([changed, 'EVENT_REMOVED 2']);
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => all.slice(0, -2));
      }),
    ).toEqual([changed, expect.stringMatching(/^TAIL_CUT \d+ \d+$/)]);
    expect(
      await kinds((file) => {
        lines(file('events.jsonl'), (all) => swapped(all, 1, 5));
      }),
    ).toEqual([changed, 'EVENTS_REORDERED 1 5']);
    const moved = await kinds((file) => {
      for (const name of ['events.jsonl', 'proofs.jsonl']) lines(file(name), (all) => swapped(all, 2, 3));
    });
    expect(moved.slice(2)).toEqual(['PROOFS_REORDERED 3', 'EVENTS_REORDERED 2 3']);
    const twice = await kinds((file) => {
      lines(file('events.jsonl'), (all) => all.toSpliced(1, 0, all[1] ?? ''));
    });
    expect(twice).toEqual([changed, 'EVENT_ADDED 1']);
    const cut = await kinds((file) => {
      for (const name of ['events.jsonl', 'proofs.jsonl']) lines(file(name), (all) => all.slice(0, -2));
    });
    expect(cut).toEqual([changed, 'FILE_CHANGED proofs.jsonl', expect.stringMatching(/^TAIL_CUT \d+ \d+$/)]);
    const gone = await kinds((file) => {
      for (const name of ['events.jsonl', 'proofs.jsonl']) lines(file(name), (all) => all.toSpliced(4, 1));
    });
    expect(gone).toEqual([changed, 'FILE_CHANGED proofs.jsonl', 'EVENT_REMOVED 4']);
  });

  it('whose head, proof, manifest or key was changed is found out', async () => {
    await world.write(3);
    await world.log.sequencer.run('NOW');
    await world.write(3);
    const flip = (path: string, from: string, to: string) => {
      const text = readFileSync(path, 'utf8');
      expect(text).toContain(from);
      writeFileSync(path, text.replace(from, to));
    };
    expect(
      await kinds((file) => {
        flip(file('heads.jsonl'), '"signature":"', '"signature":"AAAA');
      }),
    ).toEqual(['FILE_CHANGED heads.jsonl', 'HEAD']);
    expect(
      await kinds((file) => {
        flip(file('manifest.json'), '"count":', '"count":1');
      }),
    ).toContain('MANIFEST');
    expect(
      await kinds((file) => {
        flip(file('proofs.jsonl'), '"proof":["', '"proof":["00');
      }),
    ).toContain('PROOF 0');
    expect(
      await kinds((file) => {
        flip(file('consistency.jsonl'), '"proof":["', '"proof":["00');
      }),
    ).toContain('CONSISTENCY');
    expect(
      await kinds((file) => {
        rmSync(file('README.md'));
      }),
    ).toEqual(['FILE_REMOVED README.md']);
  });

  it('with a changed head, key or manifest is found out where it has a single head, too', async () => {
    await world.write(3);
    const flip = (path: string, from: string, to: string) => {
      writeFileSync(path, readFileSync(path, 'utf8').replace(from, to));
    };
    expect(
      await kinds((file) => {
        flip(file('heads.jsonl'), '"signature":"', '"signature":"AA');
      }),
    ).toEqual(['FILE_CHANGED heads.jsonl', 'HEAD', 'HEAD']);
    expect(
      await kinds((file) => {
        flip(file('public-key.pem'), 'M', '!');
        flip(file('public-key.pem'), 'BEGIN', 'BEGUN');
      }),
    ).toEqual(['KEY']);
    expect(
      await kinds((file) => {
        writeFileSync(file('manifest.json'), 'nothing');
      }),
    ).toEqual(['MANIFEST', 'MANIFEST']);
  });

  it('names a content that its events name and that is not there any more', async () => {
    const hash = createHash('sha256').update('gone').digest('hex');
    await world.writer.standalone(world.operator, {
      act: 'releases.takeDown',
      subject: { type: 'Release', id: systemIds.next() },
      after: { hash },
    });
    expect(await kinds(() => undefined)).toEqual([`RELEASE_MISSING ${hash}`]);
  });

  it('is in the log once: made, or refused', async () => {
    const events = async () =>
      (
        await world.database.owner.$client.query<{ result: string }>(
          `select result from audit_event where act = 'audit.pack'`,
        )
      ).rows.map(({ result }) => result);
    await world.write(2);
    await world.pack();
    expect(await events()).toEqual(['SUCCESS']);
    await world.asOwner('delete from audit_log_entry where index >= 1');
    await expect(world.log.services.auditPackService.make(world.auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_LOG_BROKEN',
    });
    expect(await events()).toEqual(['SUCCESS']);
  });

  it('names what was removed from the database, with its place in the log, before it was made', async () => {
    await world.writeMany(300);
    await world.log.sequencer.run('NOW');
    await world.asOwner(
      'delete from audit_event where id in (select event_id from audit_log_entry where index in (7, 8))',
    );
    await world.asOwner('delete from audit_log_entry where index in (7, 8)');
    expect(await kinds(() => undefined)).toEqual(['EVENT_REMOVED 7', 'EVENT_REMOVED 8']);
  });

  it('that names files elsewhere, or counts as no log does, is not read on', async () => {
    await world.write(2);
    const altered = (change: (manifest: Record<string, Record<string, unknown>>) => void) =>
      kinds((file) => {
        const manifest = JSON.parse(readFileSync(file('manifest.json'), 'utf8')) as Record<
          string,
          Record<string, unknown>
        >;
        change(manifest);
        writeFileSync(file('manifest.json'), JSON.stringify(manifest));
      });
    const refused = ['MANIFEST', 'MANIFEST'];
    expect(await altered(({ files }) => Object.assign(files ?? {}, { '../../../dev/zero': 'x' }))).toEqual(
      refused,
    );
    expect(await altered(({ events }) => Object.assign(events ?? {}, { last: 9e15 }))).toEqual(refused);
    expect(await altered(({ events }) => Object.assign(events ?? {}, { count: 1e300 }))).toEqual(refused);
  });

  it('is not whole with another byte in its signature, whichever that is', async () => {
    await world.write(2);
    const MANIFEST = ['MANIFEST'];
    const signed = (change: (text: string) => string) =>
      kinds((file) => {
        const text = readFileSync(file('manifest.sig'), 'latin1');
        expect(change(text)).not.toBe(text);
        writeFileSync(file('manifest.sig'), change(text), 'latin1');
      });
    // The last sign before the padding says two bits, and has room for six.
    const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const next = (letter: string) => LETTERS[LETTERS.indexOf(letter) ^ 1] ?? '';
    expect(await signed((text) => text.replace(/.(?===)/, next))).toEqual(MANIFEST);
    expect(await signed((text) => `!${text}`)).toEqual(MANIFEST);
    expect(await signed((text) => text.trimEnd())).toEqual(MANIFEST);
    expect(await signed((text) => `${text}\n`)).toEqual(MANIFEST);
    expect(await signed((text) => text.replace('=', ''))).toEqual(MANIFEST);
  });

  it('names whatever was put beside its files', async () => {
    await world.write(2);
    const added = ['events-2.jsonl', 'images/a/b.png', 'notes.txt', 'releases/.hidden'];
    expect(
      await kinds((file) => {
        for (const name of added) {
          mkdirSync(dirname(file(name)), { recursive: true });
          writeFileSync(file(name), 'x');
        }
      }),
    ).toEqual([
      ...added.map((name) => `FILE_ADDED ${name}`),
      ...['RELEASE_CHANGED releases/.hidden', 'IMAGE_CHANGED images/a/b.png'],
    ]);
  });

  it('holds what points show by themselves, and its images, by the hashes that the events name', async () => {
    const png = Buffer.from('the bytes of an image');
    const sha256 = createHash('sha256').update(png).digest('hex');
    const gone = createHash('sha256').update('gone').digest('hex');
    const [image, lost] = [sha256, gone].map((hash) => ({ sha256: hash, alt: '图' }));
    const { text, hash } = sealFallback({
      format: 'banner',
      headline: '欢迎',
      image,
      lost,
    } as unknown as RenderedContent);
    await world.asOwner(
      `insert into asset (id, tenant_id, sha256, mime, width, height, bytes, data, file_name, created_by, created_by_kind, created_by_name)
       values (gen_random_uuid(), $1, $2, 'image/png', 1, 1, 1, $3, 'a.png', gen_random_uuid(), 'PERSON', 'x')`,
      [world.province.id, sha256, png],
    );
    await world.points();
    await world.asOwner(
      `insert into point_fallback (id, tenant_id, point_id, text, hash, state, proposed_by, proposed_by_name, proposed_at)
       select gen_random_uuid(), $1, id, $2, $3, 'PROPOSED', $4, 'x', now() from marketing_point limit 1`,
      [world.province.id, text, hash, systemIds.next()],
    );
    const named = (fallbackHash: string) =>
      world.writer.standalone(world.operator, {
        act: 'points.decideFallback',
        subject: { type: 'MarketingPoint', id: systemIds.next() },
        after: { fallbackHash },
      });
    await named(hash);
    await named(gone);
    const missing = [`FALLBACK_MISSING ${gone}`, `IMAGE_MISSING ${gone}`];
    expect(await kinds(() => undefined)).toEqual(missing);
    expect(readFileSync(join(unpacked, `fallbacks/${hash}.json`), 'utf8')).toBe(text);
    expect(readFileSync(join(unpacked, `images/${sha256}.png`))).toEqual(png);
    const changed = (name: string) =>
      kinds((file) => {
        appendFileSync(file(name), ' ');
      });
    expect(await changed(`fallbacks/${hash}.json`)).toEqual([
      `FILE_CHANGED fallbacks/${hash}.json`,
      missing[0],
      `FALLBACK_CHANGED fallbacks/${hash}.json`,
      missing[1],
    ]);
    expect(await changed(`images/${sha256}.png`)).toEqual([
      `FILE_CHANGED images/${sha256}.png`,
      ...missing,
      `IMAGE_CHANGED images/${sha256}.png`,
    ]);
  });

  it('with a content that was put in by hand names it, under whatever name', async () => {
    await world.write(2);
    const text = '{"content":[]}';
    const name = createHash('sha256').update('xietong.release.v1\u0000').update(text).digest('hex');
    expect(
      await kinds((file) => {
        mkdirSync(file('releases'), { recursive: true });
        writeFileSync(file(`releases/${name}.json`), text);
      }),
    ).toEqual([`FILE_ADDED releases/${name}.json`]);
  });

  it('of a city whose tail was cut with its proofs says so, although there are places of others between', async () => {
    const wuxi = await world.call(world.wuxi, 'OPERATOR');
    for (const call of [wuxi, world.operator, wuxi, world.operator, wuxi]) await world.write(1, call);
    const cityAuditor = await world.call(world.wuxi, 'AUDITOR');
    const cut = (path: string) => {
      lines(path, (all) => all.slice(0, -1));
    };
    expect(
      await kinds((file) => {
        cut(file('events.jsonl'));
        cut(file('proofs.jsonl'));
      }, cityAuditor),
    ).toEqual(['FILE_CHANGED events.jsonl', 'FILE_CHANGED proofs.jsonl', expect.stringMatching(/^TAIL_CUT/)]);
  });

  it('holds what was asked for: some days, and of a city the city’s', async () => {
    await world.write(2);
    await world.write(1, await world.call(world.wuxi, 'OPERATOR'));
    world.pass(86_400_000);
    await world.write(1);
    const of = async (call: Call, range: object) =>
      (await world.pack(call, range)).get('events.jsonl')?.toString().trim().split('\n').length;
    expect(await of(world.auditor, { to: '2026-11-22' })).toBe(3);
    const wuxi = await world.call(world.wuxi, 'AUDITOR');
    expect(await of(wuxi, { to: '2026-11-22' })).toBe(1);
    await expect(world.log.services.auditPackService.make(world.operator, {})).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });

  it('of a database that was altered says so', async () => {
    await world.write(4);
    await world.log.sequencer.run('NOW');
    await world.asOwner(
      `update audit_event set canonical = replace(canonical, '手机报', '别的') where id = $1`,
      [await world.eventAt(1)],
    );
    await world.asOwner('delete from audit_event where id = $1', [await world.eventAt(2)]);
    expect(await kinds(() => undefined)).toEqual(['EVENT_CHANGED 1', 'EVENT_REMOVED 2']);
    const first = await world.eventAt(0);
    await world.asOwner('delete from audit_log_entry where index >= 3');
    await expect(world.log.services.auditProofService.ofEvent(world.auditor, first)).rejects.toMatchObject({
      code: 'AUDIT_LOG_BROKEN',
    });
    await expect(world.log.services.auditPackService.make(world.auditor, {})).rejects.toMatchObject({
      code: 'AUDIT_LOG_BROKEN',
    });
  });

  it('that nobody takes any more ends quietly', async () => {
    await world.writeMany(300);
    const { stream } = await world.log.services.auditPackService.make(world.auditor, {});
    stream.once('data', () => stream.destroy());
    await finished(stream).catch(() => undefined);
    // its own event, and no more
    expect((await world.log.sequencer.run('NOW')).state).toBe('ADVANCED');
    expect((await world.log.sequencer.run('NOW')).state).toBe('IDLE');
  });
});
