"""What `detect` found in a document, as it is kept between runs."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from summitalign.detect.guesser import PROFILES
from summitalign.model.language import UNDETERMINED, Detection
from summitalign.workspace.declaring import Declarations
from summitalign.workspace.detecting import Detected, DetectJob
from summitalign.workspace.read import Input
from summitalign.workspace.recall import Recall
from summitalign.workspace.recalling import Known, context_of
from summitalign.workspace.rows import from_row, to_row


@dataclass(frozen=True, slots=True)
class DetectedCodec:
    """The languages of a document, with what its path declared then: the names beside it may have changed."""

    declarations: Declarations = field(default_factory=Declarations)

    def pack(self, detected: Detected) -> tuple[int, bytes] | None:
        """Return the grade and the content of a document."""
        row = [self._path(detected.source), to_row(detected)]
        return 1, json.dumps(row, separators=(",", ":"), ensure_ascii=False).encode("utf-8", "surrogatepass")

    def unpack(self, source: Input, content: bytes) -> Detected:
        """Make the outcome of a document again; raises ValueError where its path declares something else by now."""
        path, row = json.loads(content.decode("utf-8", "surrogatepass"))
        if path != self._path(source.name):
            raise ValueError("declares another language")
        return from_row(Detected, row)

    def nothing(self, name: str) -> Detected:
        """Return the outcome of a document without any language."""
        return Detected(name, Detection(UNDETERMINED, "none", ()), ())

    def _path(self, name: str) -> object:
        return to_row(self.declarations.of_path(name))


def known_languages(job: DetectJob, recall: Recall, tell: Callable[[str], None]) -> Known[Detected] | None:
    """Return what a run of a job may take from earlier ones; None for guessers that are not the program's own."""
    if recall.no_cache or job.detector.guesser != PROFILES:
        return None
    return Known(DetectedCodec(), context_of("detect", job.detector.languages, job.encoding), recall, tell)
