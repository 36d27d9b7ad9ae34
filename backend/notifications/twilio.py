"""SMS over Twilio's Messages API: https://www.twilio.com/docs/messaging/api/message-resource#create-a-message-resource."""

import ssl
from datetime import timedelta

import phonenumbers
import requests
from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NewConnectionError, ProxyError, SSLError

from backend.notifications.transports import (
    DeliveryError,
    Letter,
    PermanentDeliveryError,
    TemporaryDeliveryError,
    UncertainDeliveryError,
)

API_URL = "https://api.twilio.com"
CONNECT_SECONDS = 5.0
ANSWER_SECONDS = 15.0
# The account, not the message, is refused or used up: once that is put right, the same request succeeds.
_OURS_TO_PUT_RIGHT = {401, 403, 404, 405, 408, 429}
# A gateway in between gave up waiting; what stands behind it may have done the work.
_GATEWAY_GAVE_UP = {502, 504}


class TwilioSms:
    """`sender` is a number in E.164 or the SID of a messaging service (`MG…`).

    The API knows no key by which a repeated request would be recognised, so what may have been taken is `Uncertain`.
    Statuses decide, not Twilio's error codes: those change, and Twilio advises against relying on them.
    """

    def __init__(
        self,
        *,
        account_sid: str,
        auth_token: str,
        sender: str,
        api_url: str = API_URL,
        answer_seconds: float = ANSWER_SECONDS,
    ) -> None:
        self._url = f"{api_url.rstrip('/')}/2010-04-01/Accounts/{account_sid}/Messages.json"
        self._auth = (account_sid, auth_token)
        self._sender = {"MessagingServiceSid" if sender.startswith("MG") else "From": sender}
        self._timeout = (CONNECT_SECONDS, answer_seconds)

    def send(self, letter: Letter) -> None:
        form = {"To": e164(letter.to), "Body": letter.body, **self._sender}
        try:
            answer = requests.post(self._url, data=form, auth=self._auth, timeout=self._timeout, allow_redirects=False)
        except requests.RequestException as error:
            raise _broken_off(error) from error
        if not 200 <= answer.status_code < 300:
            raise _refused(answer)


def e164(phone: str) -> str:
    """A phone as it was typed, Japanese unless it says otherwise, in international form: `+819012345678`.

    Raises `PermanentDeliveryError` for what cannot be a phone number.
    """
    try:
        number = phonenumbers.parse(phone, "JP")
    except phonenumbers.NumberParseException as error:
        raise PermanentDeliveryError("not a phone number") from error
    if not phonenumbers.is_possible_number(number):
        raise PermanentDeliveryError("not a phone number")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _broken_off(error: requests.RequestException) -> DeliveryError:
    kind = TemporaryDeliveryError if _never_connected(error) else UncertainDeliveryError
    return kind(f"no answer: {type(error).__name__}")


def _never_connected(error: requests.RequestException) -> bool:
    """Whether the connection, its TLS included, did not come about, so that nothing can have been sent."""
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else None
    if isinstance(reason, SSLError):
        return isinstance(reason.args[0], ssl.SSLCertVerificationError)
    return isinstance(reason, (ConnectTimeoutError, NewConnectionError, ProxyError))


def _refused(answer: requests.Response) -> DeliveryError:
    text = f"refused with {answer.status_code}{_twilio_code(answer)}"
    if answer.status_code in _GATEWAY_GAVE_UP:
        return UncertainDeliveryError(text)
    if 400 <= answer.status_code < 500 and answer.status_code not in _OURS_TO_PUT_RIGHT:
        return PermanentDeliveryError(text)
    return TemporaryDeliveryError(text, _retry_after(answer))


def _twilio_code(answer: requests.Response) -> str:
    """Twilio's own number of the error, for the log; its message may hold the phone number, so it is left out."""
    try:
        code = answer.json()["code"]
    except (requests.JSONDecodeError, KeyError, TypeError):
        return ""
    return f" ({code})" if isinstance(code, int) else ""


def _retry_after(answer: requests.Response) -> timedelta:
    """The seconds of `Retry-After`; nothing for a date, which Twilio doesn't send."""
    seconds = answer.headers.get("Retry-After", "")
    # Nine digits are decades, and as many as fit into a `timedelta`.
    return timedelta(seconds=int(seconds[:9]) if seconds.isascii() and seconds.isdigit() else 0)
