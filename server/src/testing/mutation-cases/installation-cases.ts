import { DEFAULT_DICTIONARY } from '@xietong/shared/content-check';
import { systemIds } from '../../platform/ids';
import { inDays } from '../running-local';
import { mutation } from './mutation-case';
import { REASON } from './things';
import type { Things } from './things';

const author = 'JS-OPS-01';

/** What the form of the dictionary holds once a name was added. */
async function dictionaryInput(things: Things) {
  const { contentCheckService, dictionaryDraftService } = things.services;
  const call = things.as(author);
  const { version: base, dictionary } = await contentCheckService.dictionary(call);
  const rowVersion = (await dictionaryDraftService.draft(call))?.rowVersion ?? 0;
  const names = [...dictionary.names, things.fresh('演示名')];
  return { rowVersion, base, dictionary: { ...dictionary, names }, reason: REASON };
}
async function dictionaryDraft(things: Things) {
  const { contentCheckService, dictionaryDraftService } = things.services;
  const call = things.as(author);
  // One proposal at a time.
  const { rows } = await contentCheckService.history(call);
  for (const { id, state } of rows)
    if (state === 'PROPOSED') await contentCheckService.withdraw(call, { id });
  return dictionaryDraftService.saveDraft(call, await dictionaryInput(things));
}
async function dictionaryProposal(things: Things) {
  const { rowVersion } = await dictionaryDraft(things);
  return things.services.dictionaryDraftService.propose(things.as(author), { rowVersion });
}
/** A word of the product that the version in force has not, as after an upgrade. */
async function wordOnOffer(things: Things) {
  const { id } = await dictionaryProposal(things);
  const [word] = DEFAULT_DICTIONARY.entries;
  if (!word) throw new Error('the product brings words');
  const without = `update check_dictionary set former_words = '[]', body = jsonb_set(body, '{entries}',
    (select jsonb_agg(entry) from jsonb_array_elements(body -> 'entries') entry where entry ->> 'word' <> $2)) where id = $1 returning id`;
  await things.one(without, [id, word.word]);
  const { contentCheckService } = things.services;
  const { version } = await contentCheckService.decide(things.as('JS-APR-01'), { id, outcome: 'CONFIRMED' });
  return { base: version, words: [{ kind: word.kind, word: word.word }], reason: REASON };
}

const FALLBACK = {
  headline: '欢迎使用（演示）',
  body: '演示正文',
  buttonLabel: '查看',
  buttonHref: '/offers',
};
const shown = { nameZh: '演示点位', nameEn: 'Demo point', capacity: 1, enabled: true, exemptions: [] };
const pointInput = (things: Things, fallback: typeof FALLBACK | null) => ({
  ...{ code: things.fresh('demo-point'), channel: 'web', format: 'banner' as const, ...shown, fallback },
});
/** A point for whose fallback an approver is asked. */
async function proposedFallback(things: Things) {
  const { pointService } = things.services;
  const { id } = await pointService.create(things.as(author), pointInput(things, FALLBACK));
  const { fallbackProposal } = await pointService.get(things.as(author), id);
  return { id, hash: fallbackProposal?.hash };
}

const keyInput = (things: Things) => ({
  ...{ channel: 'web', name: things.fresh('网厅'), cities: ['320200'], mayExplain: false, demo: false },
  ratePerSecond: 100,
});

const asked = {
  ...{ channel: 'web', city: '320100', points: ['home-banner', 'web-dialog'], personalised: null },
  explain: false,
};

/** What the province sets up for all: dictionary, points, channel keys, units, attributes; and the hall in which it is shown. */
export const INSTALLATION_CASES = [
  mutation('contentCheck.saveDraft', author, dictionaryInput),
  mutation('contentCheck.discardDraft', author, dictionaryDraft),
  mutation('contentCheck.propose', author, dictionaryDraft),
  mutation('contentCheck.withdraw', author, dictionaryProposal),
  mutation('contentCheck.dismiss', author, wordOnOffer),
  mutation('contentCheck.decide', 'JS-APR-01', async (things) => ({
    ...(await dictionaryProposal(things)),
    outcome: 'CONFIRMED',
  })),

  mutation('points.create', author, (things) => pointInput(things, null)),
  mutation('points.update', author, async (things) => {
    const { pointService } = things.services;
    const { id } = await pointService.create(things.as(author), pointInput(things, null));
    return { id, rowVersion: 1, ...shown, capacity: 2, fallback: FALLBACK };
  }),
  mutation('points.decideFallback', 'JS-APR-01', async (things) => ({
    ...(await proposedFallback(things)),
    outcome: 'APPROVED',
  })),
  mutation('points.withdrawFallback', author, proposedFallback),

  mutation('channelKeys.create', 'JS-SYS-01', keyInput, {
    makes: {
      ...{ table: 'channel_key', other: { mayExplain: true } },
      refusal: 'CHANNEL_KEY_ALREADY_CREATED',
    },
  }),
  mutation('channelKeys.revoke', 'JS-SYS-01', async (things) => {
    const { channelKeyService } = things.services;
    const { id } = await channelKeyService.create(things.as('JS-SYS-01'), keyInput(things));
    return { id };
  }),
  mutation('savings.setUnit', author, async (things) => {
    const { version } = await things.services.savingService.units(things.as(author));
    return { version, fen: 140, validFrom: inDays(1), reason: REASON };
  }),
  mutation('subscribers.nameAttribute', author, async (things) => {
    const [attribute] = await things.services.subscriberService.attributeLabels(things.as(author));
    const { name = '', labelZh = null, labelEn = null } = attribute ?? {};
    return { name, labelZh: things.fresh('属性'), labelEn: null, seen: { labelZh, labelEn } };
  }),

  mutation('demoHall.decide', 'NJ-OPS-01', () => asked),
  mutation('demoHall.report', 'NJ-OPS-01', async (things) => {
    const { points } = await things.services.demoHallService.decide(things.as('NJ-OPS-01'), asked);
    const [item] = points.flatMap(({ items }) => items);
    const event = { id: systemIds.next(), type: 'impression', decisionId: item?.decisionId };
    return { channel: 'web', city: '320100', events: [event] };
  }),
];
