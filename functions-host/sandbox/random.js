// Math.random and crypto begin at the call's seed (sfc32).
let ra = 0, rb = 0, rc = 0, rd = 1;

function next32() {
  const t = (((ra + rb) | 0) + rd) | 0;
  rd = (rd + 1) | 0;
  ra = rb ^ (rb >>> 9);
  rb = (rc + (rc << 3)) | 0;
  rc = (rc << 21) | (rc >>> 11);
  rc = (rc + t) | 0;
  return t >>> 0;
}

// Four well mixed numbers of 32 bits.
function seed(numbers) {
  ra = numbers[0] | 0; rb = numbers[1] | 0; rc = numbers[2] | 0; rd = numbers[3] | 0;
}

Math.random = function random() {
  return ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992;
};

globalThis.crypto = {
  getRandomValues(array) {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    for (let i = 0; i < bytes.length; i++) bytes[i] = next32() & 255;
    return array;
  },
  randomUUID() {
    const b = crypto.getRandomValues(new Uint8Array(16));
    b[6] = (b[6] & 15) | 64;
    b[8] = (b[8] & 63) | 128;
    let text = '';
    for (let i = 0; i < 16; i++) text += (i === 4 || i === 6 || i === 8 || i === 10 ? '-' : '') + (b[i] < 16 ? '0' : '') + b[i].toString(16);
    return text;
  },
};
