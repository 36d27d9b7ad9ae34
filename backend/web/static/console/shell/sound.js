// Two short tones for a new handoff, one for a reply. Made here, so that there is no file to load.

import { preference, setPreference } from "../core/preferences.js";

const NAME = "sound";
const HANDOFF_HZ = [784, 1047];
const REPLY_HZ = [660];
const TONE_S = 0.16;
const LOUDNESS = 0.14;

export class Sound {
  #audio = null;

  constructor() {
    // Browsers let a page sound only after somebody has touched it.
    const wake = () => {
      this.#audio ??= new AudioContext();
      if (this.#audio.state === "suspended") this.#audio.resume();
    };
    for (const gesture of ["pointerdown", "keydown"]) addEventListener(gesture, wake, { once: true, capture: true });
  }

  get isOn() {
    return preference(NAME, "on") === "on";
  }

  set isOn(isOn) {
    setPreference(NAME, isOn ? "on" : "off");
  }

  /** Somebody waits. */
  ring() {
    this.#play(HANDOFF_HZ);
  }

  /** Somebody has answered me. */
  tick() {
    this.#play(REPLY_HZ);
  }

  #play(tones) {
    if (!this.isOn || this.#audio?.state !== "running") return;
    tones.forEach((hertz, number) => this.#tone(hertz, this.#audio.currentTime + number * TONE_S));
  }

  #tone(hertz, start) {
    const tone = new OscillatorNode(this.#audio, { frequency: hertz });
    const volume = new GainNode(this.#audio, { gain: 0 });
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + 0.01); // from silence and back: else it clicks
    volume.gain.setValueAtTime(LOUDNESS, start + TONE_S - 0.05);
    volume.gain.linearRampToValueAtTime(0, start + TONE_S);
    tone.connect(volume).connect(this.#audio.destination);
    tone.start(start);
    tone.stop(start + TONE_S);
  }
}
