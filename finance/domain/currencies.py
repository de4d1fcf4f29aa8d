"""The currencies of ISO 4217, in force and withdrawn, and how many decimals each has.

Decimals are the minor unit exponents of the standard's table A.1. The table of withdrawn codes
gives none; those follow the practice of the time (the lira and the peseta had no decimals in use).
Codes for metals, funds without a minor unit, tests and "no currency" are left out: nobody holds
cents of them.
"""

from typing import Final

_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_NONE_WITHDRAWN = "ADP BYB BYR ESP ITL LUF MGF TMM TPE TRL"
_TWO = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF
CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD
GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL
MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR
PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP
TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
"""
_TWO_WITHDRAWN = """
AFA ALK ANG AOK AON AOR ARA ARP ARY ATS AYM AZM BAD BEC BEF BEL BGJ BGK BGL BGN BOP BRB BRC BRE
BRN BRR BUK CHC CSD CSJ CSK CUC CYP DDM DEM ECS ECV EEK ESA ESB FIM FRF GEK GHC GHP GNE GNS GQE
GRD GWE GWP HRD HRK IEP ILP ILR ISJ LAJ LSM LTL LTT LUC LUL LVL LVR MLF MRO MTL MTP MVQ MXP MZE
MZM NIC NLG PEH PEI PES PLZ PTE RHD ROK ROL RUR SDD SDP SIT SKK SLL SRG STD SUR TJR UAK UGS UGW
USS UYN UYP VEB VEF VNC XEU XFO XFU XRE YDD YUD YUM YUN ZAL ZMK ZRN ZRZ ZWC ZWD ZWL ZWN ZWR
"""
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"

EXPONENTS: Final[dict[str, int]] = {
    code: exponent
    for exponent, codes in (
        (0, f"{_NONE} {_NONE_WITHDRAWN}"),
        (2, f"{_TWO} {_TWO_WITHDRAWN}"),
        (3, _THREE),
        (4, _FOUR),
    )
    for code in codes.split()
}
"""Currency code -> number of decimals (0, 2, 3 or 4)."""

IN_FORCE: Final[tuple[str, ...]] = tuple(sorted(f"{_NONE} {_TWO} {_THREE} {_FOUR}".split()))
"""The codes to offer in a list; any key of ``EXPONENTS`` is accepted."""
