"""Finding documents that are in another language than they declare."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from summitalign.detect.detector import Detector
from summitalign.markdown.outline import Outline
from summitalign.model.declaration import DeclaredBy
from summitalign.model.finding import Decision, Evidence, Finding
from summitalign.model.language import UNDETERMINED
from summitalign.model.outcome import Outcome
from summitalign.model.span import Span
from summitalign.report.language_table import sureness
from summitalign.workspace.declaring import Declarations
from summitalign.workspace.detecting import Detected, detect_page, read_page
from summitalign.workspace.fixing import Fixed
from summitalign.workspace.read import Input

_PLACES = {
    DeclaredBy.FRONT_MATTER: "its front matter",
    DeclaredBy.HTML: "its HTML",
    DeclaredBy.SUFFIX: "its name",
    DeclaredBy.FOLDER: "its folder",
}


@dataclass(frozen=True, slots=True)
class ContradictionJob:
    """Find out whether one document is in another language than it declares."""

    detector: Detector
    encoding: str = ""
    """As in `DetectJob`."""

    def prepare(self) -> Callable[[Input], Fixed]:
        """Return the function that does one document."""
        declarations = Declarations()

        def check(source: Input) -> Fixed:
            page = read_page(source, self.encoding)
            detected = detect_page(page, self.detector, declarations)
            finding = _contradiction(page, detected)
            # The text is for those who show where it is; most documents have nothing to show.
            outcome = Outcome(detected.source, (finding,), page.text, page.text) if finding else None
            return Fixed(outcome or Outcome(detected.source), page.has_bom, page.encoding)

        return check


def _log_odds(probability: float) -> float:
    """Return nats; nothing is surer than 1 in 1000."""
    clamped = min(max(probability, 0.001), 0.999)
    return round(math.log(clamped / (1 - clamped)), 2)


def _contradiction(page: Outline, detected: Detected) -> Finding | None:
    declaration, detection = detected.wrong, detected.detection
    if declaration is None:
        return None
    span = declaration.span or Span(0, 0)
    said = [f"{_PLACES[each.by]} says {each.tag}" for each in (declaration, *detected.declared)]
    text = f"the text is {detection.tag} (confidence {sureness(detection.confidence)})"
    if detection.tag == UNDETERMINED:
        text = "there is too little text to tell"
    return Finding(
        code="language/contradiction",
        span=span,
        found=span.of(page.text) or declaration.tag,
        use=() if detection.tag == UNDETERMINED else (detection.tag,),
        term="",
        decision=Decision.SUGGEST,
        reason=", ".join((*dict.fromkeys(said), text)),
        evidence=(
            *(Evidence(each.by.value, each.tag, 0.0) for each in dict.fromkeys((declaration, *detected.declared))),
            Evidence("text", detection.tag, _log_odds(detection.confidence)),
        ),
    )
