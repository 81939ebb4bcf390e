import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ContentField, FieldRole } from '../content';
import { DEFAULT_PUSH } from '../inheritance';
import { rendererVersions } from '../rendering';
import {
  isStandardArchivable,
  isStandardRevisable,
  nextStandardState,
  STANDARD_STATES,
} from './campaign-lifecycle';
import type { StandardCommand } from './campaign-lifecycle';
import { checkStandardDraft, draftContentSchema } from './draft-content';
import { buildStandardRelease, imageHashesOf } from './standard-release';

let made = 0;
function field(role: FieldRole, value: unknown, constraint: object = {}): ContentField {
  made += 1;
  const id = `00000000-0000-4000-8000-${String(made).padStart(12, '0')}`;
  return {
    id,
    role,
    labels: { zh: role, en: role },
    value,
    policy: { kind: 'EDITABLE', constraint },
  } as ContentField;
}

const headline = () => field('headline', 'A headline');
const codesOf = (fields: ContentField[], title = 'T') =>
  checkStandardDraft({ title, fields }).map(({ code }) => code);

describe('the lifecycle of a standard', () => {
  it('publishes only what was approved, and approves only what is in review', () => {
    for (const state of STANDARD_STATES) {
      expect(nextStandardState(state, 'PUBLISH').ok).toBe(state === 'APPROVED');
      expect(nextStandardState(state, 'APPROVED').ok).toBe(state === 'IN_REVIEW');
      expect(nextStandardState(state, 'EDIT').ok).toBe(state === 'DRAFT');
    }
  });

  it('retires only what is published, and lets it come back as a next version or end in the archive', () => {
    for (const state of STANDARD_STATES)
      expect(nextStandardState(state, 'RETIRE').ok).toBe(state === 'PUBLISHED');
    expect(isStandardRevisable('RETIRED')).toBe(true);
    expect(nextStandardState('RETIRED', 'ARCHIVE')).toEqual({ ok: true, value: 'ARCHIVED' });
  });

  it('never leaves an end state, whatever is commanded', () => {
    const commands: StandardCommand[] = [
      'EDIT',
      'SUBMIT',
      'WITHDRAW',
      'APPROVED',
      'RETURNED',
      'REJECTED',
      'PUBLISH',
      'SUPERSEDE',
      'RETIRE',
      'ARCHIVE',
    ];
    fc.assert(
      fc.property(
        fc.constantFrom('SUPERSEDED', 'ARCHIVED', 'REJECTED', 'RETURNED', 'WITHDRAWN'),
        fc.constantFrom(...commands),
        (state, command) => {
          expect(nextStandardState(state, command)).toEqual({
            ok: false,
            code: 'STANDARD_WRONG_STATE',
            params: { state, command },
          });
        },
      ),
    );
  });

  it('begins a next version from everything but what is being worked on or put away', () => {
    expect(STANDARD_STATES.filter((state) => !isStandardRevisable(state))).toEqual([
      'DRAFT',
      'IN_REVIEW',
      'ARCHIVED',
    ]);
  });

  it('puts nothing away that waits for somebody', () => {
    expect(isStandardArchivable(['DRAFT', 'PUBLISHED'])).toBe(true);
    expect(isStandardArchivable(['IN_REVIEW', 'PUBLISHED'])).toBe(false);
    expect(isStandardArchivable(['APPROVED'])).toBe(false);
  });
});

describe('a draft', () => {
  it('may hold half a value, which only submitting refuses', () => {
    const fields = [
      headline(),
      field('offer', { code: '', name: 'Newspaper', tariffNumber: 'T-1', priceFen: 300 }),
      field('gift', { kind: 'a', specification: 'b', quantity: 0, term: 'c', manner: 'd' }),
      field('period', { from: '2026-12-01', to: '' }),
    ];
    expect(draftContentSchema.parse(fields)).toEqual(fields);
    expect(codesOf(fields)).toEqual(['OFFER_CODE_INVALID', 'GIFT_QUANTITY_INVALID', 'PERIOD_INVALID']);
  });

  it('refuses what is not of its role’s shape, and says where', () => {
    const wrong = draftContentSchema.safeParse([field('offer', { name: 'x' })]);
    expect(wrong.error?.issues[0]?.path).toEqual([0, 'value', 'code']);
    expect(draftContentSchema.safeParse([field('headline', 5)]).success).toBe(false);
    const twice = headline();
    expect(draftContentSchema.safeParse([twice, twice]).success).toBe(false);
  });

  it('is ready when nothing is wrong, and else names problems in the order of the fields', () => {
    expect(codesOf([headline()])).toEqual([]);
    expect(codesOf([])).toEqual(['CONTENT_EMPTY']);
    const unnamed = { ...headline(), labels: { zh: '', en: '' } };
    const long = field('headline', 'four', { maxLength: 3 });
    expect(codesOf([long, unnamed], ' ')).toEqual([
      'STANDARD_TITLE_REQUIRED',
      'FIELD_TOO_LONG',
      'LABEL_REQUIRED',
    ]);
    expect(codesOf([field('headline', 'ab', { minLength: 5, maxLength: 2 })])).toEqual(['FIELD_TOO_SHORT']);
    expect(codesOf([field('headline', null, { minLength: 5, maxLength: 2 })])).toEqual(['FIELD_REQUIRED']);
  });
});

describe('the document of a standard', () => {
  it('holds the content with its policies, the offer, and places nothing', () => {
    const sha256 = 'a'.repeat(64);
    const offer = { code: 'P', name: 'n', tariffNumber: 't', priceFen: 1 };
    const fields = [
      headline(),
      field('image', { sha256, alt: 'x' }),
      field('image', { sha256, alt: 'y' }),
      field('offer', offer),
    ];
    expect(imageHashesOf(fields)).toEqual([sha256]);
    const document = buildStandardRelease({
      tenant: { code: '320000', kind: 'PROVINCE' },
      subject: {
        campaignId: fields[0]?.id ?? '',
        number: 'N',
        title: 'T',
        versionId: fields[1]?.id ?? '',
        version: 1,
      },
      cityDefault: 'NONE',
      fields,
      assets: [],
      smsSignature: '演示',
      push: DEFAULT_PUSH,
    });
    expect(document).toMatchObject({
      subject: { kind: 'STANDARD', base: null },
      content: fields,
      placements: [],
      offer,
    });
    expect(document.renderers).toEqual(rendererVersions());
  });
});
