using Severa.CalendarSync.Data.Entities;

namespace Severa.CalendarSync.Data.Alerts;

/// <summary>A cause that is there now.</summary>
/// <param name="Cause">What.</param>
/// <param name="Subject">Of what, where it can be there several times.</param>
/// <param name="Number">1 stands for E1.</param>
/// <param name="Level">How bad; told again when it rises.</param>
/// <param name="Value">Mailboxes, minutes or days.</param>
public sealed record Observation(AlertCause Cause, string Subject = "", int? Number = null, int Level = 0, int Value = 0);
