/* Addresses of currencies: Base58Check, Bech32 (BIP 173) and Bech32m (BIP 350), with SHA-256 (FIPS 180-4). */
#include <string.h>

#include "checks_signs.h"

enum { MOST_BYTES = 48, LEAST_BYTES = 25, CHECK_BYTES = 4, BLOCK_BYTES = 64, HASH_BYTES = 32 };

static const uint32_t rounds[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t turned(uint32_t word, int by) { return word >> by | word << (32 - by); }

static uint32_t word_at(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void spread(uint32_t *words, const uint8_t *block) {
    for (int at = 0; at < 16; at++)
        words[at] = word_at(block + 4 * at);
    for (int at = 16; at < 64; at++) {
        uint32_t near = words[at - 2], far = words[at - 15];
        words[at] = words[at - 16] + words[at - 7] + (turned(far, 7) ^ turned(far, 18) ^ far >> 3) +
                    (turned(near, 17) ^ turned(near, 19) ^ near >> 10);
    }
}

/* One round; s holds the eight words a to h. */
static void stir(uint32_t *s, uint32_t added) {
    uint32_t chosen = (s[4] & s[5]) ^ (~s[4] & s[6]), most = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
    uint32_t one = s[7] + added + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + chosen;
    uint32_t two = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) + most;
    memmove(s + 1, s, 7 * sizeof *s);
    s[4] += one;
    s[0] = one + two;
}

/* The SHA-256 of at most 55 bytes, which are one block. */
static void sha256(const uint8_t *bytes, int length, uint8_t *hash) {
    static const uint32_t begin[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                      0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    uint32_t words[64], state[8];
    uint8_t block[BLOCK_BYTES] = {0};
    memcpy(block, bytes, (size_t)length);
    memcpy(state, begin, sizeof state);
    block[length] = 0x80;
    block[62] = (uint8_t)(length * 8 >> 8);
    block[63] = (uint8_t)(length * 8);
    spread(words, block);
    for (int at = 0; at < 64; at++)
        stir(state, rounds[at] + words[at]);
    for (int at = 0; at < HASH_BYTES; at++)
        hash[at] = (uint8_t)((state[at / 4] + begin[at / 4]) >> (24 - 8 * (at % 4)));
}

/* bytes = bytes * 58 + digit, the last byte being the smallest. */
static void append_digit(uint8_t *bytes, int digit) {
    for (int at = MOST_BYTES - 1, carry = digit; at >= 0; at--) {
        carry += bytes[at] * 58;
        bytes[at] = (uint8_t)carry;
        carry >>= 8;
    }
}

static int base58(const uint8_t *text, int length, const char *letters) {
    uint8_t bytes[MOST_BYTES] = {0}, hash[HASH_BYTES];
    int begin = 0;
    for (int at = 0; at < length; at++) {
        int value = place_in(letters, text[at]);
        if (value < 0)
            return VERDICT_FAILS;
        append_digit(bytes, value);
    }
    while (begin < MOST_BYTES - LEAST_BYTES && bytes[begin] == 0)
        begin++;
    sha256(bytes + begin, MOST_BYTES - CHECK_BYTES - begin, hash);
    sha256(hash, HASH_BYTES, hash);
    return told(memcmp(hash, bytes + MOST_BYTES - CHECK_BYTES, CHECK_BYTES) == 0);
}

static uint32_t with_value(uint32_t check, int value) {
    static const uint32_t generators[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint32_t top = check >> 25;
    check = (check & 0x1ffffff) << 5 ^ (uint32_t)value;
    for (int bit = 0; bit < 5; bit++)
        check ^= top >> bit & 1 ? generators[bit] : 0;
    return check;
}

/* The sum begins with the name of the currency, taken apart. */
static uint32_t begun_with_name(const struct signs *name, int length) {
    uint32_t check = 1;
    for (int at = 0; at < length; at++)
        check = with_value(check, name->at[at] >> 5);
    check = with_value(check, 0);
    for (int at = 0; at < length; at++)
        check = with_value(check, name->at[at] & 31);
    return check;
}

static struct signs in_small(const uint8_t *text, int length) {
    struct signs small = without(text, length, "");
    for (int at = 0; at < small.length; at++)
        small.at[at] = is_capital(small.at[at]) ? (uint8_t)(small.at[at] + 32) : small.at[at];
    return small;
}

static int bech32(const uint8_t *text, int length) {
    struct signs signs = in_small(text, length);
    int one = signs.length - 1;
    uint32_t check;
    while (one > 0 && signs.at[one] != '1')
        one--;
    check = begun_with_name(&signs, one);
    for (int at = one + 1; at < signs.length; at++) {
        int value = place_in("qpzry9x8gf2tvdw0s3jn54khce6mua7l", signs.at[at]);
        if (value < 0)
            return VERDICT_FAILS;
        check = with_value(check, value);
    }
    return told(one > 0 && (check == 1 || check == 0x2bc830a3));
}

static int begins_with(const struct signs *signs, const char *name) {
    for (int at = 0; name[at]; at++)
        if (at >= signs->length || signs->at[at] != (uint8_t)name[at])
            return 0;
    return 1;
}

int check_wallet(const uint8_t *text, int length) {
    struct signs signs = without(text, length, "");
    if (begins_with(&signs, "BC1") || begins_with(&signs, "TB1") || begins_with(&signs, "LTC1") ||
        begins_with(&signs, "ADDR1"))
        return bech32(text, length);
    if (length > 60)
        return VERDICT_ASK;
    return base58(text, length,
                  text[0] == 'r' ? "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"
                                 : "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");
}
