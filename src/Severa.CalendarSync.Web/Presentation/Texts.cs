namespace Severa.CalendarSync.Web;

/// <summary>Names Resources/SharedTexts.resx: words that appear on more than one page, and the messages of forms.</summary>
public sealed class SharedTexts;

/// <summary>Names Resources/ErrorTexts.resx: E1_Sentence, E1_Advice, E1_Who and so on.</summary>
public sealed class ErrorTexts;

/// <summary>Names Resources/ReasonTexts.resx: a sentence for each value of Reason.</summary>
public sealed class ReasonTexts;

/// <summary>Names Resources/AuditTexts.resx: words for each value of AuditAction.</summary>
public sealed class AuditTexts;

/// <summary>Names Resources/AccountMailTexts.resx: the mails with links for accounts.</summary>
public sealed class AccountMailTexts;

/// <summary>Names Resources/ActivityTexts.resx: the messages of the activities pages.</summary>
public sealed class ActivityTexts;

/// <summary>Names Resources/ProfileTexts.resx: the messages of the profile pages, and the words for what a run does.</summary>
public sealed class ProfileTexts;

/// <summary>Names Resources/OwnDataTexts.resx: what the files of "Download my data" are.</summary>
public sealed class OwnDataTexts;

/// <summary>Names Resources/AlertTexts.resx: alerts in words, for pages, mails and the webhook.</summary>
public sealed class AlertTexts;
