using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Options;

namespace Severa.CalendarSync.Web.Startup;

/// <summary>What a form says about a value of the wrong kind ("abc" for a number), in the reader's language.</summary>
internal sealed class FormMessages(IStringLocalizer<SharedTexts> texts) : IConfigureOptions<MvcOptions>
{
    public void Configure(MvcOptions options)
    {
        var messages = options.ModelBindingMessageProvider;
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => texts["Value_Invalid"]);
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => texts["Value_Invalid"]);
        messages.SetUnknownValueIsInvalidAccessor(_ => texts["Value_Invalid"]);
        messages.SetValueIsInvalidAccessor(_ => texts["Value_Invalid"]);
        messages.SetValueMustBeANumberAccessor(_ => texts["Value_Invalid"]);
        messages.SetValueMustNotBeNullAccessor(_ => texts["Value_Invalid"]);
    }
}
