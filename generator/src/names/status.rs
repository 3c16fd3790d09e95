//! What answers are called by their status, and the enums of errors by what they hold.
//!
//! Invariant: a name depends on the statuses alone, and no two statuses have the same variant.

use super::Ident;

/// The variant for a status: what RFC 9110 and its kin call it, or else its digits.
#[must_use]
pub fn status_variant(code: u16) -> Ident {
    let name = match code {
        200 => "Ok",
        201 => "Created",
        202 => "Accepted",
        203 => "NonAuthoritativeInformation",
        204 => "NoContent",
        205 => "ResetContent",
        206 => "PartialContent",
        207 => "MultiStatus",
        208 => "AlreadyReported",
        226 => "ImUsed",
        300 => "MultipleChoices",
        301 => "MovedPermanently",
        302 => "Found",
        303 => "SeeOther",
        304 => "NotModified",
        307 => "TemporaryRedirect",
        308 => "PermanentRedirect",
        400 => "BadRequest",
        401 => "Unauthorized",
        402 => "PaymentRequired",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        407 => "ProxyAuthenticationRequired",
        408 => "RequestTimeout",
        409 => "Conflict",
        410 => "Gone",
        411 => "LengthRequired",
        412 => "PreconditionFailed",
        413 => "ContentTooLarge",
        414 => "UriTooLong",
        415 => "UnsupportedMediaType",
        416 => "RangeNotSatisfiable",
        417 => "ExpectationFailed",
        418 => "ImATeapot",
        421 => "MisdirectedRequest",
        422 => "UnprocessableContent",
        423 => "Locked",
        424 => "FailedDependency",
        425 => "TooEarly",
        426 => "UpgradeRequired",
        428 => "PreconditionRequired",
        429 => "TooManyRequests",
        431 => "RequestHeaderFieldsTooLarge",
        451 => "UnavailableForLegalReasons",
        500 => "InternalServerError",
        501 => "NotImplemented",
        502 => "BadGateway",
        503 => "ServiceUnavailable",
        504 => "GatewayTimeout",
        505 => "HttpVersionNotSupported",
        506 => "VariantAlsoNegotiates",
        507 => "InsufficientStorage",
        508 => "LoopDetected",
        511 => "NetworkAuthenticationRequired",
        _ => return Ident(format!("Status{code}")),
    };
    Ident(name.to_owned())
}

/// The variant for all statuses that begin with a digit.
#[must_use]
pub fn status_class_variant(digit: u8) -> Ident {
    let name = match digit {
        2 => "Success",
        3 => "Redirection",
        4 => "ClientError",
        5 => "ServerError",
        _ => return Ident(format!("Status{digit}xx")),
    };
    Ident(name.to_owned())
}

/// The variant for every status that has no other.
#[must_use]
pub fn any_status_variant() -> Ident {
    Ident("Other".to_owned())
}

/// The enum of errors with these statuses: `On400Or404`.
#[must_use]
pub fn errors_by_status(statuses: impl Iterator<Item = String>) -> Ident {
    let statuses: Vec<String> = statuses.collect();
    Ident(format!("On{}", statuses.join("Or")))
}
