"""What bank formats made of lines of text have in common: opening, decoding, columns, sums, refusals.

No format of its own: MT940, BgMax, KTL, TITO and OCR giro stand on it. Always true here: a file is read whole, or refused with a
message that names the file, the line, the column and the cure; letters may be odd with a warning, money never is.
"""
