import { client } from '../../api/member';
import { ConsentSayDocument, ConsentsDocument } from '../../api/member.graphql';
import { policyVersion } from '../../config';
import type { ConsentPurpose } from '../../gql/graphql';
import { failureText, isSignedOut, texts } from '../../texts';

interface Row {
  purpose: ConsentPurpose;
  label: string;
  granted: boolean;
}

const purposes = [
  'MARKETING_SMS',
  'MARKETING_WECHAT',
  'MARKETING_EMAIL',
  'PERSONALISATION',
  'SHARING',
] as const satisfies readonly ConsentPurpose[];

type Said = readonly { purpose: ConsentPurpose; granted: boolean }[];

function rowsOf(said: Said): Row[] {
  const granted = new Set(said.filter((one) => one.granted).map(({ purpose }) => purpose));
  return purposes.map((purpose) => ({
    purpose,
    label: texts.purposes[purpose],
    granted: granted.has(purpose),
  }));
}

/** What the member allows: each by itself, withdrawn as easily as granted. */
Page({
  data: { texts, rows: [] as Row[], problem: '' },

  onLoad() {
    void this.load();
  },

  async load() {
    this.setData({ problem: '' });
    try {
      const { me } = await client.read(ConsentsDocument, {});
      if (me) this.setData({ rows: rowsOf(me.consents) });
    } catch (error) {
      this.failed(error);
    }
  },

  again() {
    void this.load();
  },

  async say(event: WechatMiniprogram.SwitchChange<object, { purpose: string }>) {
    const row = this.data.rows.find(({ purpose }) => purpose === event.currentTarget.dataset.purpose);
    if (!row) return;
    this.setData({ problem: '' });
    try {
      const { meConsentRecord } = await client.act(ConsentSayDocument, {
        purpose: row.purpose,
        granted: event.detail.value,
        policyVersion,
      });
      const [problem] = meConsentRecord?.userErrors ?? [];
      this.setData({
        rows: rowsOf(meConsentRecord?.me?.consents ?? this.data.rows),
        problem: problem?.message ?? '',
      });
    } catch (error) {
      // The switch shows what holds, not what was tried.
      this.setData({ rows: [...this.data.rows] });
      this.failed(error);
    }
  },

  failed(error: unknown) {
    if (isSignedOut(error)) void wx.reLaunch({ url: '/pages/card/card' });
    else this.setData({ problem: failureText(error) });
  },
});
