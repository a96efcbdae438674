"""A second opinion on a picture file: exiftool, where it is installed. It reads tags that nothing else here knows.

It is given the bytes by a pipe, with no configuration of the user's and no name; its answer is counted and never shown.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import Any

_OURS = frozenset(
    {"ExifTool", "System", "File", "Composite", "SourceFile", "JFIF", "ICC-header", "ICC_Profile", "ICC-chrm"}
)
"""Groups of tags that say how a file is built, or what exiftool is."""
_STRUCTURE = frozenset(
    "AV1ConfigurationVersion AlphaCompression AlphaFiltering AlphaIsUsed AlphaMask AlphaPreprocessing "
    "AnimationFrames AnimationIterations AnimationLoopCount AnimationPlays AuxiliaryImageType AuxiliaryReference "
    "BMPVersion BackgroundColor BitDepth BitsPerComponent BitsPerPixel BitsPerSample BlueMask ChromaFormat "
    "ChromaSamplePosition ChromaSubsamplingX ChromaSubsamplingY ChunkOffset ColorChannels ColorComponents "
    "ColorMapDepth ColorMapLength ColorMapOrigin ColorMapType ColorPrimaries ColorProfiles ColorRepresentation "
    "ColorResolutionDepth ColorSpace ColorSpecApproximation ColorSpecMethod ColorSpecPrecedence ColorType "
    "CompatibleBrands Compression CompressionType CompressorID CreateDate CurrentTime Duration ExtraSamples "
    "FillOrder Filter FrameCount GIFVersion Gamma GraphicsMode GreenMask HandlerType HasColorMap HighBitDepth "
    "HorizontalScale ImageCount ImageDescriptor ImageHeight ImageLength ImageOrigin ImagePixelDepth ImageRotation "
    "ImageSize ImageSpatialExtent ImageType ImageWidth InitialDelaySamples Interlace MajorBrand "
    "MatrixCoefficients MatrixStructure MaxVal MediaCreateDate MediaData MediaDataOffset MediaDataSize "
    "MediaDuration MediaHeaderVersion MediaLanguageCode MediaModifyDate MediaTimeScale MetaImageSize MinorVersion "
    "ModifyDate Monochrome MovieHeaderVersion NextTrackID NumColors NumImportantColors NumberOfComponents OpColor "
    "Orientation OtherFormat Palette PhotometricInterpretation PixelDepth PixelUnits PixelsPerUnitX "
    "PixelsPerUnitY PlanarConfiguration Planes PosterTime Predictor PreferredRate PreferredVolume PreviewDuration "
    "PreviewTime PrimaryItemReference ProfileName RedMask ResolutionUnit RowsPerStrip SRGBRendering SampleFormat "
    "SampleSizes SampleToChunk SamplesPerPixel SelectionDuration SelectionTime SeqLevelIdx0 SeqProfile SeqTier0 "
    "SourceImageHeight SourceImageWidth StripByteCounts StripOffsets SubfileType SyncSampleTable T4Options "
    "T6Options TimeScale TimeToSampleTable TrackCreateDate TrackDuration TrackHeaderVersion TrackID TrackLayer "
    "TrackModifyDate TrackVolume TransferCharacteristics Transparency TransparentColor TwelveBit VP8Version "
    "VerticalScale VideoFrameRate VideoFullRangeFlag WebP_Flags XOrigin XResolution YOrigin YResolution".split()
)
_NO_TIME = frozenset(
    {"TrackCreateDate", "TrackModifyDate", "MediaCreateDate", "MediaModifyDate", "CreateDate", "ModifyDate"}
)
_SECONDS = 60
_NO_ANSWER: dict[str, Any] = {"none:none": ""}
"""Counts as a tag: what it cannot be asked about has not been looked at."""


def installed() -> bool:
    """Whether it can be asked."""
    return shutil.which("exiftool") is not None


def tags(data: bytes) -> int:
    """How many tags it reads in a file that are not about how the picture is built; 0 where it is not installed."""
    program = shutil.which("exiftool")
    if program is None:
        return 0
    told = _asked(program, data)
    return sum(1 for name, value in told.items() if not _is_structure(name, value))


def _asked(program: str, data: bytes) -> dict[str, Any]:
    command = [program, "-config", "", "-j", "-G1", "-a", "-"]
    try:
        done = subprocess.run(  # noqa: S603  a fixed command, with nothing of the user's in it
            command, input=data, capture_output=True, timeout=_SECONDS, check=False, env={**os.environ, "LC_ALL": "C"}
        )
        told = json.loads(done.stdout.decode("utf-8", "replace"), strict=False)
    except (subprocess.TimeoutExpired, OSError, ValueError):
        return _NO_ANSWER
    return dict(told[0]) if told and isinstance(told[0], dict) else _NO_ANSWER


def _is_structure(name: str, value: Any) -> bool:
    group, _, tag = name.rpartition(":")
    if group in _OURS or not group:
        return tag != "Comment"
    if tag in _NO_TIME:
        return str(value).startswith("0000")
    return tag in _STRUCTURE
