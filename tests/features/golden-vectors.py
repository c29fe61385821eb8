"""Makes golden-vectors.json: the figures of two short markets, computed without floating-point numbers.

Prices are read as exact fractions. Every figure is its textbook formula in exact arithmetic; the one square root, that of
the bands, is taken at 50 digits. Values are written with 20 significant digits. Nothing of the service is used, and no
package either. Python 3.9 or newer:

    python3 tests/features/golden-vectors.py > tests/features/golden-vectors.json && npm run format

The markets are made up, in the steps and sizes that exchanges quote: one of cents with a standstill, a drop and a gap of
three candles, one of hundred-millionths. The definitions are those of

    SMA, EMA, RSI, BBANDS    TA-Lib, https://github.com/TA-Lib/ta-lib/tree/main/src/ta_func (ta_SMA.c, ta_EMA.c, ta_RSI.c,
                             ta_BBANDS.c): the EMA begins with the mean of its first closes, the RSI with the means of its
                             first changes (Wilder 1978), the bands use the deviation of a population
    ta.sma, ta.ema, ta.rsi,  TradingView, https://www.tradingview.com/pine-script-reference/v6/: the same, but its manual
    ta.bb                    lets the EMA begin with the first close, which no longer shows after some 60 candles
"""

import json
from decimal import Context, Decimal, getcontext
from fractions import Fraction

getcontext().prec = 50

# start, open, high, low, close, volume
CENTS = """
1718100000 67412.34 67483.16 67395.63 67443.16 24.49040823
1718100300 67443.16 67451.59 67298.62 67371.16 5.34817456
1718100600 67371.16 67389.72 67334.15 67357.28 29.46222082
1718100900 67357.29 67452.37 67302.91 67395.73 25.99677893
1718101200 67395.75 67549.37 67393.66 67521.70 8.69341881
1718101500 67521.70 67655.18 67492.36 67587.13 51.72069880
1718101800 67587.14 67751.22 67533.39 67734.21 7.92656054
1718102100 67734.23 67814.54 67663.15 67694.15 3.49497626
1718102400 67694.15 67710.15 67643.75 67682.41 40.91119054
1718102700 67682.43 67697.70 67523.02 67580.09 29.31859852
1718103000 67580.08 67630.77 67487.75 67567.37 23.18742480
1718103300 67567.36 67610.46 67529.37 67606.44 9.46790203
1718103600 67606.44 67622.67 67468.20 67606.44 19.33782402
1718103900 67606.44 67673.95 67550.65 67616.44 6.69728918
1718104200 67616.44 67688.64 67434.50 67495.74 7.13072917
1718104500 67495.75 67578.34 67416.14 67567.79 29.50105490
1718104800 67567.79 67615.61 67270.48 67410.10 11.16985808
1718105100 67410.12 67544.65 67369.96 67536.94 4.29360944
1718105400 67536.94 67574.32 67523.19 67557.20 3.44293858
1718105700 67557.21 67579.24 67047.97 67070.80 79.94914726
1718106000 67070.80 67229.05 67029.69 67224.58 9.52602181
1718106300 67224.60 67308.30 67171.52 67304.06 12.62913154
1718106600 67304.06 67442.15 67284.31 67359.45 11.29438476
1718106900 67359.45 67394.67 67186.55 67203.82 51.32717349
1718107200 67203.82 67309.03 67186.42 67233.36 7.81193663
1718107500 67233.37 67299.16 67156.22 67174.04 16.77824918
1718107800 67174.04 67215.00 67155.91 67196.62 13.79650015
1718109000 67196.62 67215.12 67112.68 67131.55 9.89904837
1718109300 67131.57 67198.54 67038.42 67166.63 19.67108544
1718109600 67166.64 67254.68 67092.41 67177.13 9.90188953
1718109900 67177.12 67267.18 67130.36 67219.74 8.15009766
1718110200 67219.76 67225.07 67051.59 67056.00 17.58741385
1718110500 67056.00 67066.08 67005.72 67060.85 27.47771812
1718110800 67060.86 67175.55 66954.27 67056.03 8.93924956
1718111100 67056.03 67101.04 67037.67 67096.24 10.76122498
1718111400 67096.23 67183.10 67083.64 67105.60 20.32140944
1718111700 67105.61 67190.37 67089.64 67117.76 55.60852301
1718112000 67117.75 67162.43 66961.29 67034.42 13.89796136
1718112300 67034.43 67058.42 66842.81 66937.13 5.78687792
1718112600 66937.13 67006.01 66888.94 66972.48 14.94090831
"""

TINY = """
1718100000 0.00002233 0.00002241 0.00002229 0.00002237 467370397.6
1718100300 0.00002237 0.00002239 0.00002220 0.00002228 441657729.9
1718100600 0.00002228 0.00002230 0.00002217 0.00002226 1466093951.3
1718100900 0.00002227 0.00002228 0.00002216 0.00002225 1117927557.4
1718101200 0.00002227 0.00002230 0.00002223 0.00002227 1890965163.5
1718101500 0.00002227 0.00002228 0.00002222 0.00002227 468989382.2
1718101800 0.00002227 0.00002241 0.00002227 0.00002236 479277166.0
1718102100 0.00002236 0.00002247 0.00002234 0.00002245 1091244998.4
1718102400 0.00002245 0.00002247 0.00002236 0.00002236 827598252.9
1718102700 0.00002235 0.00002251 0.00002234 0.00002247 445362875.9
1718103000 0.00002247 0.00002252 0.00002241 0.00002250 408220194.2
1718103300 0.00002250 0.00002251 0.00002243 0.00002244 1283605457.2
1718103600 0.00002245 0.00002258 0.00002244 0.00002256 901702997.3
1718103900 0.00002256 0.00002258 0.00002251 0.00002255 523769347.6
1718104200 0.00002255 0.00002255 0.00002255 0.00002255 1812232340.7
1718104500 0.00002255 0.00002262 0.00002248 0.00002257 508915617.7
1718104800 0.00002257 0.00002272 0.00002254 0.00002268 800943437.9
1718105100 0.00002268 0.00002270 0.00002264 0.00002269 179956156.2
1718105400 0.00002269 0.00002271 0.00002254 0.00002258 771071348.4
1718105700 0.00002258 0.00002261 0.00002253 0.00002258 910573314.5
"""


def as_decimal(value):
    return Decimal(value.numerator) / Decimal(value.denominator)


def write(value):
    """At most 20 significant digits, without an exponent."""
    if value is None:
        return None
    rounded = Context(prec=20).create_decimal(as_decimal(value) if isinstance(value, Fraction) else value)
    return f"{rounded.normalize():f}"


def sma(closes):
    return sum(closes[-5:]) / 5


def ema(closes):
    """The recursion, unrolled: every close after the fifth weighs 1/3, times 2/3 for each candle that followed."""
    n = len(closes)
    mean = sum(closes[:5]) / 5
    later = sum(Fraction(1, 3) * Fraction(2, 3) ** (n - 1 - k) * closes[k] for k in range(5, n))
    return Fraction(2, 3) ** (n - 5) * mean + later


def rsi(changes):
    gain = sum(max(change, 0) for change in changes[:14]) / Fraction(14)
    loss = sum(max(-change, 0) for change in changes[:14]) / Fraction(14)
    for change in changes[14:]:
        gain = (gain * 13 + max(change, 0)) / 14
        loss = (loss * 13 + max(-change, 0)) / 14
    if loss == 0:
        return Fraction(50 if gain == 0 else 100)
    return 100 - 100 / (1 + gain / loss)


def bands(closes):
    mean = sma(closes)
    variance = sum((close - mean) ** 2 for close in closes[-5:]) / 5
    reach = 2 * as_decimal(variance).sqrt()
    return as_decimal(mean) + reach, as_decimal(mean) - reach


def figures(rows):
    opens, highs, lows, closes, volumes = ([row[column] for row in rows] for column in range(1, 6))
    changes = [after - before for before, after in zip(closes, closes[1:])]
    n = len(rows)
    upper, lower = bands(closes) if n >= 5 else (None, None)
    day = closes[-1] - opens[0]
    values = {
        "rolling_avg": sma(closes) if n >= 5 else None,
        "ema": ema(closes) if n >= 5 else None,
        "rsi": rsi(changes) if n >= 15 else None,
        "bollinger_upper": upper,
        "bollinger_lower": lower,
        "price_change": changes[-1] if changes else None,
        "volume_change": volumes[-1] - volumes[-2] if n >= 2 else None,
        "daily_high": max(highs),
        "daily_low": min(lows),
        "buying_momentum": sum(max(change, 0) for change in changes) + Fraction(0) if changes else None,
        "selling_momentum": sum(max(-change, 0) for change in changes) + Fraction(0) if changes else None,
        "last_close": closes[-1],
        "change_24h": day,
        "change_24h_pct": day / opens[0] * 100,
    }
    return {name: write(value) for name, value in values.items()}


def vector(name, table, counts):
    texts = [line.split() for line in table.strip().splitlines()]
    rows = [[Fraction(text) for text in line] for line in texts]
    return {
        "market": name,
        "candles": texts,
        "windows": [{"count": count, "figures": figures(rows[:count])} for count in counts],
    }


if __name__ == "__main__":
    vectors = [
        vector("cents", CENTS, (1, 2, 5, 6, 14, 15, 16, 28, 40)),
        vector("hundred-millionths", TINY, (5, 15, 20)),
    ]
    print(json.dumps(vectors, indent=2))
