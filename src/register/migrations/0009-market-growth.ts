import type { Migration } from './index.ts'

/** The market's growth among the figures that were shown. */
export const marketGrowth: Migration = {
  version: 9,
  name: 'market-growth',
  statements: [
    `alter table wholepanel.shown_figure drop constraint shown_figure_kind_check`,
    `alter table wholepanel.shown_figure add constraint shown_figure_kind_check check (kind in
       ('practice-cost', 'overseer-cost', 'region-cost', 'payer-rate', 'support-beside', 'support-gone',
        'market-growth'))`,
  ],
}
