//! The decimals of currencies (ISO 4217, active codes of 2025).

/// Codes whose smallest part is a hundredth.
const TWO: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
                   COP CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR \
                   ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
                   MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP \
                   SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER \
                   ZAR ZMW ZWG";
/// Codes without a smaller part.
const NONE: &str = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF";
/// Codes whose smallest part is a thousandth.
const THREE: &str = "BHD IQD JOD KWD LYD OMR TND";

/// Decimal places of a currency's smallest part; none when there is no such currency.
pub fn decimals(code: &str) -> Option<u8> {
    let has = |codes: &str| codes.split_ascii_whitespace().any(|known| known == code);
    if has(TWO) {
        Some(2)
    } else if has(NONE) {
        Some(0)
    } else if has(THREE) {
        Some(3)
    } else {
        None
    }
}

/// All codes, for suggestions.
pub fn codes() -> impl Iterator<Item = &'static str> {
    [TWO, NONE, THREE].into_iter().flat_map(str::split_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_currency_has_the_decimals_of_iso_4217() {
        let found = ["PLN", "JPY", "KWD", "XYZ", "pln"].map(super::decimals);
        assert_eq!(found, [Some(2), Some(0), Some(3), None, None]);
    }
}
