import { client, closeAccount } from '../../api/member';
import { ProfileDocument, ProfileSaveDocument } from '../../api/member.graphql';
import type { Gender } from '../../gql/graphql';
import { failureText, isSignedOut, texts } from '../../texts';

const genders: readonly Gender[] = ['UNKNOWN', 'FEMALE', 'MALE', 'OTHER'];
const fields = ['displayName', 'province', 'city'] as const;

/** One's own profile, and the way out of the membership. */
Page({
  data: {
    texts,
    genderNames: genders.map((gender) => texts.genders[gender]),
    version: 0,
    displayName: '',
    gender: 0,
    birthday: '',
    province: '',
    city: '',
    today: new Date().toISOString().slice(0, 10),
    loaded: false,
    busy: false,
    problem: '',
  },

  onLoad() {
    void this.load();
  },

  async load() {
    this.setData({ problem: '' });
    try {
      const { me } = await client.read(ProfileDocument, {});
      if (!me) return;
      this.setData({
        version: me.version,
        displayName: me.displayName ?? '',
        gender: Math.max(0, genders.indexOf(me.gender)),
        birthday: me.birthday ?? '',
        province: me.province ?? '',
        city: me.city ?? '',
        loaded: true,
      });
    } catch (error) {
      this.failed(error);
    }
  },

  again() {
    void this.load();
  },

  type(event: WechatMiniprogram.Input<object, { field: string }>) {
    const field = fields.find((name) => name === event.currentTarget.dataset.field);
    if (field) this.setData({ [field]: event.detail.value });
  },

  pickGender(event: WechatMiniprogram.PickerChange) {
    this.setData({ gender: Number(event.detail.value) });
  },

  pickBirthday(event: WechatMiniprogram.PickerChange) {
    this.setData({ birthday: String(event.detail.value) });
  },

  async save() {
    const { version, displayName, gender, birthday, province, city } = this.data;
    this.setData({ busy: true, problem: '' });
    try {
      const { meUpdate } = await client.act(ProfileSaveDocument, {
        version,
        displayName,
        gender: genders[gender] ?? 'UNKNOWN',
        birthday: birthday || null,
        province,
        city,
      });
      const [problem] = meUpdate?.userErrors ?? [];
      if (problem) return this.setData({ problem: problem.message });
      this.setData({ version: meUpdate?.me?.version ?? version });
      await wx.showToast({ title: texts.saved });
    } catch (error) {
      this.failed(error);
    } finally {
      this.setData({ busy: false });
    }
  },

  async close() {
    const { confirm } = await wx.showModal({
      title: texts.close,
      content: texts.closeText,
      confirmText: texts.closeYes,
      cancelText: texts.cancel,
      confirmColor: '#b3261e',
    });
    if (!confirm) return;
    try {
      await closeAccount();
      await wx.showToast({ title: texts.closed });
      await wx.reLaunch({ url: '/pages/card/card' });
    } catch (error) {
      this.failed(error);
    }
  },

  failed(error: unknown) {
    if (isSignedOut(error)) void wx.reLaunch({ url: '/pages/card/card' });
    else this.setData({ problem: failureText(error) });
  },
});
