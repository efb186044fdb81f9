from django.urls import path

from abonent.service.views import complaint, complaint_list, complaint_rules, quality, redeliveries

app_name = "service"
urlpatterns = [
    path("service/complaints/", complaint_list.complaint_list, name="complaints"),
    path("service/complaints/new/<int:number>/", complaint.complaint, name="complaint"),
    path("service/complaints/of/<int:number>/", complaint.complaint_card, name="complaint_card"),
    path("service/complaints/of-issue/<int:issue_id>/", complaint.issue_card, name="issue_card"),
    path("service/complaints/<int:complaint_id>/withdrawal/", complaint.complaint_withdrawal, name="complaint_withdrawal"),
    path("service/complaints/<int:complaint_id>/receipt/", complaint.complaint_receipt, name="complaint_receipt"),
    path("service/complaint-rules/", complaint_rules.complaint_rules, name="complaint_rules"),
    path("service/complaint-rules/new/", complaint_rules.new_complaint_rule, name="new_complaint_rule"),
    path("service/complaint-rules/<int:rule_id>/", complaint_rules.edit_complaint_rule, name="edit_complaint_rule"),
    path("service/redeliveries/", redeliveries.redeliveries, name="redeliveries"),
    path("service/quality/", quality.quality, name="quality"),
]
